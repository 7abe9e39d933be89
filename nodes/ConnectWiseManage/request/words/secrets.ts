import type { ApiKeys } from '../credential/apiKeys';

/** Instead of a key. */
const BLANK = '***';

/** Shorter ones would blank words everywhere, and are no keys. */
const SHORTEST_SECRET = 4;
const BASIC_KEYS = /\bbasic\s+([a-z\d+/=]{6,})/gi;

/** Takes the credential's keys out of a text. */
export type Blanker = (text: string) => string;

/**
 * For text of a server that echoes the headers of a request: company and keys together and one by one,
 * their base64 and the Client ID become `***`, also where they are escaped as in JSON, addresses or HTML.
 */
export function createBlanker({ headers }: Pick<ApiKeys, 'headers'>): Blanker {
	const pair = headers.authorization.replace(/^Basic /, '');
	const plain = Buffer.from(pair, 'base64').toString('utf8');
	const [username = '', ...rest] = plain.split(':');
	const publicKey = username.slice(username.indexOf('+') + 1);
	const secrets = [pair, pair.replace(/=+$/, ''), plain, rest.join(':'), publicKey];
	const patterns = [...secrets, headers.clientId]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((a, b) => b.length - a.length)
		.map((secret) => new RegExp([...secret].map(anyFormOf).join(''), 'gi'));
	const isCutOff = (found: string) => pair.startsWith(found);
	return (text) =>
		patterns
			.reduce((left, pattern) => left.replace(pattern, BLANK), text)
			.replace(BASIC_KEYS, (whole, found: string) => (isCutOff(found) ? `Basic ${BLANK}` : whole));
}

/** A character as it is and as it is escaped in JSON, in addresses and in HTML. */
function anyFormOf(character: string): string {
	if (/^[a-z\d]$/i.test(character)) return character;
	const code = character.codePointAt(0) ?? 0;
	const hex = code.toString(16);
	const forms = [
		`\\\\?${character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}`,
		`\\\\u${hex.padStart(4, '0')}`,
		`%${hex.padStart(2, '0')}`,
		`&#0*${code};`,
		`&#x0*${hex};`,
	];
	return `(?:${forms.join('|')})`;
}
