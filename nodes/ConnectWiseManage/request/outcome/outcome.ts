import { bodyText, type ServerResponse } from '../../response/reading/serverResponse';

/** The server answered with a status outside 200–299. */
export interface HttpFailure {
	readonly kind: 'http';
	readonly response: ServerResponse;
	/** The waits that the server asked for have held up this execution for as long as it may be. */
	readonly isHeldTooLong?: boolean;
}

/**
 * No usable answer came. `isUnsent`: the server cannot have seen the request; otherwise a write may
 * have taken effect.
 */
export interface NetworkFailure {
	readonly kind: 'network';
	readonly code: string;
	readonly message: string;
	readonly isUnsent: boolean;
	readonly isTimeout: boolean;
	/** The server did answer, with a success that cannot be read. */
	readonly isUnusable?: boolean;
	/** The status of the answer, a success, had come before its body failed. */
	readonly hasSucceeded?: boolean;
	/** The answer is larger than what is taken up. */
	readonly isTooLarge?: boolean;
	/** And what answered may not have been ConnectWise at all. */
	readonly isStray?: boolean;
}

export type Failure = HttpFailure | NetworkFailure;

export type Outcome =
	| { readonly isOk: true; readonly response: ServerResponse }
	| { readonly isOk: false; readonly failure: Failure };

/** A success whose body cannot be used, e.g. because it breaks off. */
export function unusableAnswer(message: string, isTooLarge = false): NetworkFailure {
	return {
		kind: 'network',
		code: '',
		message,
		isUnsent: false,
		isTimeout: false,
		isUnusable: true,
		isTooLarge,
	};
}

/** The request was never begun, because the execution was cancelled before. */
export function isCancelledUnsent(failure: Failure): boolean {
	return failure.kind === 'network' && failure.code === CANCELLED && failure.isUnsent;
}

export const CANCELLED = 'ERR_CANCELED';

/** A page for people in answer to a request for data: nobody knows how far the request went. */
export function strayPage(description: string): NetworkFailure {
	return { ...unusableAnswer(`it is ${description}`), isStray: true };
}

/** What the server says when its database gave up (ConnectWise spells it "occured"). */
const SERVER_TIMEOUT = /timeout has occur|timeout expired/i;

/** Of the server, of a gateway, and of Cloudflare's connection to the server. */
const TIMEOUT_STATUS = new Set([408, 504, 522, 524]);

const CERTIFICATE_CODE = /cert|self.signed|ssl|tls|unable_to_verify|^EPROTO$/i;

/** The server's certificate is not trusted, or there is no TLS behind the port. */
export function isCertificateProblem({ code }: NetworkFailure): boolean {
	return CERTIFICATE_CODE.test(code);
}

/** The request was too heavy: a smaller page may go through. */
export function isTimeout(failure: Failure): boolean {
	if (failure.kind === 'network') return failure.isTimeout;
	const { statusCode } = failure.response;
	const isServerTimeout = () => SERVER_TIMEOUT.test(bodyText(failure.response));
	return TIMEOUT_STATUS.has(statusCode) || (statusCode === 500 && isServerTimeout());
}
