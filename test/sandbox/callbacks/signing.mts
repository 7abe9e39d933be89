import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { authenticate } from '../auth/authenticate.mts';
import { ApiError } from '../errors.mts';
import { errorReply } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import type { World } from '../server/world.mts';
import { CODEBASE } from '../operations/systemInfo.mts';

const SIGNING_KEY_ID = '00000000-0000-4000-8000-0000000000c3';

/** The key that `key_url` gives, made from the seed. */
export const signingKeyOf = (seed: number): string =>
	createHash('sha256').update(`sandbox signing key ${seed}`).digest('base64');

export const keyUrlOf = (rootUrl: string, company: string): string =>
	`${rootUrl}/${CODEBASE}//system/callbackkey/index.rails?companyName=${company}&id=${SIGNING_KEY_ID}`;

/** base64(HMAC-SHA256(SHA256(key), body)), the header `x-content-signature`. */
export function signatureOf(body: string, signingKey: string): string {
	const key = createHash('sha256').update(signingKey, 'utf8').digest();
	return createHmac('sha256', key).update(body, 'utf8').digest('base64');
}

export function signingKeyReply(world: World, headers: IncomingHttpHeaders): Reply {
	const { switches, keys, options } = world;
	try {
		if (switches.get('keyUrlNeedsKeys')) authenticate(headers, keys, switches);
	} catch (error) {
		if (error instanceof ApiError) return errorReply(error, switches.get('indentErrors'));
		throw error;
	}
	return {
		status: 200,
		body: JSON.stringify({ signing_key: signingKeyOf(options.seed) }),
		headers: { 'content-type': switches.get('keyUrlContentType') },
	};
}
