import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** The HMAC-SHA256 of the body under the SHA-256 of the signing key, in base64 (ConnectWise's guide). */
export function signatureOf(rawBody: Buffer, signingKey: string): string {
	const key = createHash('sha256').update(signingKey, 'utf8').digest();
	return createHmac('sha256', key).update(rawBody).digest('base64');
}

/** Whether the header `x-content-signature` belongs to these bytes; compares in constant time. */
export function isSignatureRight(rawBody: Buffer, header: unknown, signingKey: string): boolean {
	if (typeof header !== 'string' || signingKey === '') return false;
	const given = Buffer.from(header.trim());
	const expected = Buffer.from(signatureOf(rawBody, signingKey));
	return given.length === expected.length && timingSafeEqual(given, expected);
}
