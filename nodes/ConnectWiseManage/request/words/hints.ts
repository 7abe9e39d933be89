import {
	CANCELLED,
	isCertificateProblem,
	isTimeout,
	type HttpFailure,
	type NetworkFailure,
} from '../outcome/outcome';
import type { RequestPlan } from '../plan';
import { isWaitTooLong, LONGEST_HELD_MS, retryAfterMs } from '../sending/retry';
import type { WriteOutcome } from '../outcome/writeOutcome';
import { lackingRight } from './rights';

/** What to do about a refusal of the server; `said` are its own words. */
export function hintFor(failure: HttpFailure, plan: RequestPlan, said: string): string {
	const { statusCode } = failure.response;
	return (
		waitHint(failure) ??
		hintBySaying(statusCode, said) ??
		hintByPlan(statusCode, plan, said) ??
		(isTimeout(failure) ? TIMEOUT_HINT : undefined) ??
		STATUS_HINTS.get(statusCode) ??
		(statusCode > 500 ? GATEWAY_HINT : DEFAULT_HINT)
	);
}

function waitHint(failure: HttpFailure): string | undefined {
	const minutes = (ms: number) => Math.ceil(ms / 60_000);
	if (isWaitTooLong(failure)) {
		return `ConnectWise asks to wait ${minutes(retryAfterMs(failure) ?? 0)} minutes, which is longer than this node waits. Run the workflow again after that`;
	}
	if (failure.isHeldTooLong !== true) return undefined;
	return `ConnectWise made this execution wait for ${minutes(LONGEST_HELD_MS)} minutes in all, which is the most that this node waits. Run fewer workflows at once, or fewer items at a time`;
}

function hintBySaying(statusCode: number, said: string): string | undefined {
	if ([400, 401, 403].includes(statusCode) && /client\s?id/i.test(said)) {
		return 'Check the Client ID in the credential: ConnectWise requires the one registered at https://developer.connectwise.com/ClientID';
	}
	if (/cannot route/i.test(said)) {
		return 'Check the Site URL and the company ID before the plus sign in Username: this server does not know the company or code base. The Site URL must be the address that you open ConnectWise at, without an old release such as v2025_1 and without a path of the API in it';
	}
	if (/does not support the api version/i.test(said)) {
		return 'Correct API Version in Request Settings, or leave it empty for the newest version that this server knows';
	}
	if (statusCode === 400 && /page\s?size/i.test(said)) {
		return 'Lower Page Size in Request Settings or in Options (older servers take 100 or fewer), then run again';
	}
	return undefined;
}

function hintByPlan(statusCode: number, plan: RequestPlan, said: string): string | undefined {
	const isMissing = statusCode === 404 || statusCode === 405;
	if (isMissing && plan.olderLabel !== undefined) {
		return `This server may run an older release without this operation: choose ${plan.olderLabel} instead, which does the same. If that fails too, the record does not exist`;
	}
	if (statusCode === 404 && /endpoint does not exist/i.test(said)) {
		return 'This server does not offer the operation; it may run an older release. Choose another operation, or have ConnectWise updated';
	}
	if (statusCode === 403) {
		return `The keys are right, but the security role of the API member lacks the right to do this: as far as the path tells, ${lackingRight(plan)}. Change the role in ConnectWise (System > Security Roles)`;
	}
	return statusCode === 409 ? CONFLICT_HINTS[plan.method] : undefined;
}

export function networkHint(failure: NetworkFailure, outcome: WriteOutcome): string {
	if (outcome === 'unknown') return LOOK_FIRST;
	if (outcome === 'carried out') return DONE_HINT;
	if (failure.code === CANCELLED) return 'Run the workflow again for what was not done';
	if (failure.isTimeout) {
		return 'Raise Timeout in Request Settings, narrow the conditions, or ask for fewer fields';
	}
	if (failure.code === 'ENOTFOUND')
		return 'Check the Site URL in the credential: no server has this name';
	if (failure.code === 'EPROTO') {
		return 'Check the Site URL in the credential: its port offers no encrypted connection (https), or none that the machine that runs n8n accepts';
	}
	if (isCertificateProblem(failure)) {
		return 'The certificate of the server at the Site URL is not trusted by the machine that runs n8n';
	}
	return 'Check the Site URL in the credential and whether the machine that runs n8n can reach it, then run again';
}

/** What to do about a success that cannot be used. */
export function unusableHint(
	{ isTooLarge, isStray }: NetworkFailure,
	plan: RequestPlan,
	outcome: WriteOutcome,
): string {
	if (outcome === 'unknown') return LOOK_FIRST;
	if (outcome === 'carried out') return DONE_HINT;
	if (isStray) return STRAY_HINT;
	if (!isTooLarge) {
		return 'Run the workflow again. If it still fails, read fewer records or fields, or check the proxy or firewall between n8n and ConnectWise';
	}
	return plan.isFile
		? 'Raise Max File Size in Request Settings if the machine that runs n8n has the memory for it'
		: 'Ask for fewer fields or narrow the conditions, lower Page Size, or raise Max Response Size in Request Settings';
}

export const LOOK_FIRST =
	'Check in ConnectWise whether the change was made, then decide whether to run it again';

const DONE_HINT = 'Look the record up in ConnectWise';
const STRAY_HINT =
	'A sign-in page, a proxy or a gateway answered instead of ConnectWise. Check the Site URL in the credential, and any proxy between n8n and ConnectWise';
const DEFAULT_HINT = 'Correct what the message names and run again';
const GATEWAY_HINT =
	'ConnectWise, or a gateway before it, is not available right now. Run the workflow again later';
const TIMEOUT_HINT =
	'Narrow the conditions, ask for fewer fields or a smaller Page Size, then run again';
const REDIRECT_HINT =
	'The server points to another address. Enter that address as Site URL; keys are never sent along';

const CHANGE_CONFLICT =
	'ConnectWise does not allow this change in the state that the record is in. Look the record up, change what the message names, then run this item again';
const CONFLICT_HINTS: Readonly<Record<RequestPlan['method'], string>> = {
	GET: DEFAULT_HINT,
	POST: 'ConnectWise does not allow this record, for example because one like it exists already. Change what the message names, then run this item again',
	PUT: CHANGE_CONFLICT,
	PATCH: CHANGE_CONFLICT,
	DELETE:
		'Other records in ConnectWise still use this one. Change or delete those first, or make the record inactive instead',
};

const STATUS_HINTS: ReadonlyMap<number, string> = new Map([
	[301, REDIRECT_HINT],
	[302, REDIRECT_HINT],
	[303, REDIRECT_HINT],
	[307, REDIRECT_HINT],
	[308, REDIRECT_HINT],
	[400, 'Correct the field or condition that the message names and run again'],
	[
		401,
		'Check Username (company ID, a plus sign, public key), Password (private key) and Client ID in the credential',
	],
	[
		404,
		'Check the IDs in Options: the record does not exist, or the security role hides it. Service and project tickets have separate operations; an older release may lack the operation itself',
	],
	[405, 'This server does not offer the operation; it may run an older release'],
	[414, 'The conditions are too long for an address. Split them, e.g. into several lists of ids'],
	[
		415,
		'The server expects another kind of body: for a document, send the file as binary data of the input item',
	],
	[
		429,
		'ConnectWise limits the rate of requests. Run fewer workflows at once, or raise Retries in Request Settings',
	],
	[
		500,
		'A value of the wrong type can cause this too: check the fields that you send, then try again later',
	],
	[501, 'This server does not offer the operation; it may run an older release'],
]);
