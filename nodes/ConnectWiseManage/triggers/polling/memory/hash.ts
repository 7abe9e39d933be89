import { createHash } from 'crypto';

const HASH_LENGTH = 10;

/** Short, for telling values of one record apart; equal for equal JSON whatever the order of keys. */
export function hashOf(value: unknown): string {
	const text = JSON.stringify(value, (_, part: unknown) => sorted(part)) ?? '';
	return createHash('sha256').update(text).digest('base64').slice(0, HASH_LENGTH);
}

function sorted(part: unknown): unknown {
	if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
	return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
