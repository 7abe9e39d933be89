import type { Client } from '../../sending/client';
import type { Failure } from '../../outcome/outcome';
import { readReasons } from '../../outcome/serverReasons';

/** What the servers of a run have said they allow at most. */
const allowed = new WeakMap<Client, number>();

/** Old servers allow 100; what refuses even that is asked for ConnectWise's own page size. */
const USUAL_LIMITS = [100, 25];

/** The page size to ask for, given what the server has refused earlier in this run. */
export function allowedPageSize(client: Client, wanted: number): number {
	return Math.min(wanted, allowed.get(client) ?? wanted);
}

/**
 * The largest page that a server allows which refused this size as out of range, e.g.
 * `pageSize must be between 1 and 100`; `undefined` for any other failure, or when nothing smaller
 * is left. It is remembered for the run, and told.
 */
export function learnPageSize(
	client: Client,
	failure: Failure,
	refused: number,
): number | undefined {
	if (failure.kind !== 'http' || failure.response.statusCode !== 400) return undefined;
	const { text } = readReasons(failure.response);
	if (!/page\s?size/i.test(text)) return undefined;
	const named = Number(/\b(?:and|to|than|exceed|most|maximum is)\s+(\d{1,6})\b/i.exec(text)?.[1]);
	const limits = [named, ...USUAL_LIMITS];
	const size = limits.find((limit) => limit >= 1 && limit < refused);
	if (size === undefined) return undefined;
	allowed.set(client, size);
	client.notify(
		`This server allows no pages of ${refused} records, so they were read in pages of ${size}. Set Page Size to ${size} to spare the refused request`,
	);
	return size;
}
