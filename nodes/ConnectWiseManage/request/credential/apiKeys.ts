import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { resolveApiRoot } from './siteUrl';

/** A field of the credential is missing or mixed up; the message names the field and the cure. */
export class CredentialFieldError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CredentialFieldError';
	}
}

/** What every request needs, read from the credential once. */
export interface ApiKeys {
	/** See `resolveApiRoot`. */
	readonly apiRoot: string;
	readonly headers: { readonly authorization: string; readonly clientId: string };
}

type FieldName = 'username' | 'password' | 'clientId';

const WHERE_TO_FIND: Record<FieldName, string> = {
	username:
		'The Username is empty. Enter your company ID and the public key of your API member, joined by a plus sign, e.g. acme+AbCdEfGh',
	password:
		'The Password is empty. Enter the private key that ConnectWise showed when the API key was made',
	clientId:
		'The Client ID is empty. ConnectWise requires one of every integration: get yours at https://developer.connectwise.com/ClientID',
};

const LABELS: Record<FieldName, string> = {
	username: 'Username',
	password: 'Password',
	clientId: 'Client ID',
};

/** Controls, and the marks that pages and mails put between letters; U+2028 breaks lines too. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
/** It travels in a header as it is. */
const HEADER_TEXT = /^[\x20-\x7E]+$/;

function readText(credentials: ICredentialDataDecryptedObject, name: string): string {
	const value = credentials[name];
	return typeof value === 'string' ? value.trim() : '';
}

function readRequired(credentials: ICredentialDataDecryptedObject, name: FieldName): string {
	const value = readText(credentials, name);
	if (value === '') throw new CredentialFieldError(WHERE_TO_FIND[name]);
	if (UNPRINTABLE.test(value)) {
		throw new CredentialFieldError(
			`The ${LABELS[name]} contains a line break or another invisible character. Copy it again, on one line`,
		);
	}
	return value;
}

function readClientId(credentials: ICredentialDataDecryptedObject): string {
	const clientId = readRequired(credentials, 'clientId');
	if (HEADER_TEXT.test(clientId)) return clientId;
	throw new CredentialFieldError(
		'The Client ID contains characters that no Client ID has. Copy it again from https://developer.connectwise.com/ClientID',
	);
}

function assertUsername(username: string): void {
	const plus = username.indexOf('+');
	if (plus < 1 || plus === username.length - 1) {
		throw new CredentialFieldError(
			'The Username must be your company ID and the public key, joined by a plus sign, e.g. acme+AbCdEfGh. The company ID is what you type as Company when you sign in',
		);
	}
	if (username.includes(':')) {
		throw new CredentialFieldError(
			'The Username contains a colon. Enter only company+publicKey here, and the private key as Password',
		);
	}
}

/**
 * Reads the credential's fields, blanks around them ignored.
 *
 * @throws SiteUrlError or CredentialFieldError, naming the field and what belongs in it.
 */
export function readApiKeys(credentials: ICredentialDataDecryptedObject): ApiKeys {
	const apiRoot = resolveApiRoot(readText(credentials, 'siteUrl'));
	const username = readRequired(credentials, 'username');
	assertUsername(username);
	const password = readRequired(credentials, 'password');
	const clientId = readClientId(credentials);
	const pair = Buffer.from(`${username}:${password}`).toString('base64');
	return { apiRoot, headers: { authorization: `Basic ${pair}`, clientId } };
}
