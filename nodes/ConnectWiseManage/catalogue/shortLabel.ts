import type { OperationSummary } from './types';

/** n8n cuts what stands behind it, in lists as in the chosen value. */
const SHOWN_LENGTH = 40;
/** Parts of other records, which say nothing by themselves. */
const PART = /^(?:Count|Info|List|Usages)$/;

/**
 * The label with what matters in front, since n8n cuts the end: `Service › Tickets › Notes › Get Many`
 * as `Notes › Get Many (Tickets, Service)`.
 */
export function shortLabelOf(label: string): string {
	const parts = label.split(' › ');
	const verb = parts.pop() ?? '';
	const record = parts.pop();
	if (record === undefined) return verb;
	const above = PART.test(record) && parts.length > 1 ? parts.pop() : undefined;
	const shown = [above, record, verb].filter((part) => part !== undefined).join(' › ');
	return parts.length === 0 ? shown : `${shown} (${parts.reverse().join(', ')})`;
}

/** What the list of operations shows: with method and path where they fit. */
export function listNameOf({ label, method, path }: OperationSummary): string {
	const short = shortLabelOf(label);
	const whole = `${short} — ${method} ${path}`;
	return whole.length <= SHOWN_LENGTH ? whole : short;
}
