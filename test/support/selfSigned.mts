import { generateKeyPairSync, sign } from 'node:crypto';

export interface SelfSigned {
	readonly key: string;
	readonly cert: string;
}

/** One element of DER: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const TEXT = 0x0c;
const UTC_TIME = 0x17;

const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');

/** A certificate for `localhost` that nobody trusts, made anew, so that no key is kept with the tests. */
export function createSelfSigned(): SelfSigned {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
	const name = der(
		SEQUENCE,
		der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(TEXT, Buffer.from('localhost')))),
	);
	const validity = der(
		SEQUENCE,
		der(UTC_TIME, Buffer.from('200101000000Z')),
		der(UTC_TIME, Buffer.from('490101000000Z')),
	);
	const content = der(
		SEQUENCE,
		der(INTEGER, Buffer.from([1])),
		algorithm,
		name,
		validity,
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
	);
	const signature = sign('sha256', content, privateKey);
	const certificate = der(
		SEQUENCE,
		content,
		algorithm,
		der(BIT_STRING, Buffer.from([0]), signature),
	);
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
	};
}
