import type { IDataObject } from 'n8n-workflow';
import { CANCELLED, type NetworkFailure } from '../outcome/outcome';
import { quote } from '../words/quote';

/** How far an exchange had come when it failed. */
export interface Progress {
	/** n8n's helper was called. */
	isBegun: boolean;
	/** A status of 200 to 299 came. */
	hasSucceeded: boolean;
}

/** No connection was made, or what it was to carry was refused before. */
const UNSENT_CODE =
	/^(?:ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EAI_\w+|ERR_INVALID_\w+|ERR_HTTP_INVALID_\w+|ERR_UNESCAPED_CHARACTERS)$/;
/** The certificate is looked at before anything is sent; so is whether there is TLS at all. */
const UNTRUSTED_CODE =
	/^(?:CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|ERR_TLS_\w+|ERR_SSL_(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|\w*HANDSHAKE\w*))$/;
const UNSENT_MESSAGE =
	/^(?:connect E[A-Z]+|getaddrinfo )|before secure TLS connection was established|wrong version number|packet length too long|unsupported protocol|handshake failure|unknown protocol|http request/i;
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT']);

/** n8n wraps the client's error, which holds the headers sent: only code and text are taken over. */
export function toNetworkFailure(
	error: unknown,
	{ isBegun, hasSucceeded }: Progress,
): NetworkFailure {
	const code = readCode(error);
	const message = quote(deepestMessage(error));
	const isUnsent = !hasSucceeded && (!isBegun || cannotHaveLeft(code, message));
	const isTimeout = TIMEOUT_CODES.has(code) || /timeout of \d+ms/i.test(message);
	return { kind: 'network', code, message, isUnsent, isTimeout, hasSucceeded };
}

function cannotHaveLeft(code: string, message: string): boolean {
	if (code === CANCELLED) return false;
	return UNSENT_CODE.test(code) || UNTRUSTED_CODE.test(code) || UNSENT_MESSAGE.test(message);
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null;
}

/** Errors may name one another as their cause. */
const MOST_CAUSES_COUNT = 20;

function causesOf(error: unknown): IDataObject[] {
	const causes: IDataObject[] = [];
	for (let cause = error; isObject(cause); cause = cause.cause) {
		if (causes.push(cause) >= MOST_CAUSES_COUNT) break;
	}
	return causes;
}

function readCode(error: unknown): string {
	const found = causesOf(error).find(({ code }) => typeof code === 'string');
	return typeof found?.code === 'string' ? quote(found.code, 100) : '';
}

function deepestMessage(error: unknown): string {
	const messages = causesOf(error).map(({ message }) => message);
	const told = messages.filter((message) => typeof message === 'string' && message !== '');
	return String(told[told.length - 1] ?? '');
}
