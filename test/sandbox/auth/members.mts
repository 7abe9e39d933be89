import { randomUUID } from 'node:crypto';
import * as known from '../credentials.mts';

/** Who sends a request. */
export interface Caller {
	readonly kind: 'apiMember' | 'integrator' | 'member' | 'anonymous';
	/** Login name of the member, as `_info.updatedBy` shows it. */
	readonly identifier: string;
	readonly memberId: number;
	/** Path prefixes that the role may use; undefined means all. */
	readonly allowed?: readonly string[];
}

interface KeyPair {
	readonly privateKey: string;
	readonly caller: Caller;
	readonly expiresAt?: number;
}

export interface MemberKeys {
	readonly publicKey: string;
	readonly privateKey: string;
	readonly expiration: string;
}

const TOKEN_LIFE_MS = 4 * 60 * 60 * 1000;

export const API_MEMBER: Caller = { kind: 'apiMember', identifier: 'apimember', memberId: 243 };

const LIMITED_MEMBER: Caller = {
	kind: 'apiMember',
	identifier: 'limitedapi',
	memberId: 244,
	allowed: ['company/', 'system/info'],
};

/** Pairs of keys by public key, those handed out to impersonated members included. */
export class KeyRing {
	readonly #pairs = new Map<string, KeyPair>([
		[known.SANDBOX_PUBLIC_KEY, { privateKey: known.SANDBOX_PRIVATE_KEY, caller: API_MEMBER }],
		[known.LIMITED_PUBLIC_KEY, { privateKey: known.LIMITED_PRIVATE_KEY, caller: LIMITED_MEMBER }],
		[
			known.INTEGRATOR_USER,
			{
				privateKey: known.INTEGRATOR_PASSWORD,
				caller: { kind: 'integrator', identifier: known.INTEGRATOR_USER, memberId: 245 },
			},
		],
	]);

	find(publicKey: string, privateKey: string): Caller | undefined {
		const pair = this.#pairs.get(publicKey);
		if (pair?.privateKey !== privateKey) return undefined;
		return pair.expiresAt !== undefined && pair.expiresAt < Date.now() ? undefined : pair.caller;
	}

	/** Keys with which an integrator acts as a member, valid for four hours. */
	issue(identifier: string, memberId: number): MemberKeys {
		const publicKey = randomUUID().slice(0, 18).replaceAll('-', '');
		const privateKey = randomUUID().replaceAll('-', '');
		const expiresAt = Date.now() + TOKEN_LIFE_MS;
		this.#pairs.set(publicKey, {
			privateKey,
			caller: { kind: 'member', identifier, memberId },
			expiresAt,
		});
		const expiration = `${new Date(expiresAt).toISOString().slice(0, 19)}Z`;
		return { publicKey, privateKey, expiration };
	}
}
