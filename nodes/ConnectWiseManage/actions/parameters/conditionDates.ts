import { namesInstant, toApiDate } from './dates';

/** Quoted text, which stays as it is, or the inside of square brackets. */
const QUOTED_OR_BRACKETS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[([^[\]]+)\]/g;

/**
 * Dates of conditions in the one form that ConnectWise is known to take, `[2026-01-31T09:30:00Z]`:
 * n8n's expressions give them with milliseconds and an offset, or joined to text by `+` as a number. A
 * date without a zone is left to the server, which reads it as UTC.
 */
export function withApiDates(conditions: string): string {
	return conditions.replace(QUOTED_OR_BRACKETS, (whole, date: string | undefined) =>
		date !== undefined && namesInstant(date) ? `[${toApiDate(date, 'conditions', 'UTC')}]` : whole,
	);
}
