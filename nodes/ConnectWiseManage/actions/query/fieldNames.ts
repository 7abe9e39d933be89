import type { OperationTemplate, SchemaTable } from '../../catalogue';
import { show } from '../parameters/ParameterError';

const NAMES_SHOWN_COUNT = 5;
const NAME_LENGTH_MAX = 60;
/** So many slips of the finger still tell which name was meant. */
const SLIPS_MAX = 2;

/**
 * What to tell about names in Fields that the records are not known to have: ConnectWise leaves such
 * out without a word. Newer servers may know more, so it is no error.
 *
 * @returns `undefined` where every name is known, or nothing is known of the records.
 */
export function describeUnknownFields(
	fields: string | undefined,
	{ response, schemas, label }: OperationTemplate,
): string | undefined {
	if (fields === undefined || !schemas.has(response.schema ?? '')) return undefined;
	const unknown = fields
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '' && !isKnown(name.split('/'), response.schema, schemas));
	if (unknown.length === 0) return undefined;
	const names = (schemas.get(response.schema ?? '') ?? []).map(({ name }) => name);
	const shown = unknown.slice(0, NAMES_SHOWN_COUNT).map((name) => {
		const [first = ''] = name.split('/', 1);
		const near = nearest(first, names);
		// The name may be right and its member not.
		const isNews = near !== undefined && near.toLowerCase() !== first.toLowerCase();
		return isNews ? `${show(name)} (did you mean ${near}?)` : show(name);
	});
	const more = unknown.length > shown.length ? `, and ${unknown.length - shown.length} more` : '';
	return `Fields (fields) names ${shown.join(', ')}${more}, which records of ${label} are not known to have. ConnectWise leaves out what it does not know`;
}

function isKnown(
	[first = '', ...rest]: readonly string[],
	schema: string | undefined,
	schemas: SchemaTable,
): boolean {
	const fields = schemas.get(schema ?? '');
	if (!fields || first === '_info') return true;
	const field = fields.find(({ name }) => name.toLowerCase() === first.toLowerCase());
	if (!field) return false;
	return rest.length === 0 || isKnown(rest, field.schema, schemas);
}

/** The name with the fewest slips, or one that begins with what was given; of equals the first. */
function nearest(given: string, names: readonly string[]): string | undefined {
	if (given.length > NAME_LENGTH_MAX) return undefined;
	const wanted = given.toLowerCase();
	let best: { readonly name: string; readonly slips: number } | undefined;
	for (const name of names) {
		const slips = slipsBetween(wanted, name.toLowerCase());
		if (slips <= SLIPS_MAX && slips < (best?.slips ?? Infinity)) best = { name, slips };
	}
	if (best) return best.slips < wanted.length ? best.name : undefined;
	return wanted.length > SLIPS_MAX
		? names.find((name) => name.toLowerCase().includes(wanted))
		: undefined;
}

/** Characters to change, add, take out or swap (Damerau and Levenshtein, neighbours only). */
function slipsBetween(left: string, right: string): number {
	if (Math.abs(left.length - right.length) > SLIPS_MAX) return SLIPS_MAX + 1;
	let before: number[] = [];
	let row = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let i = 1; i <= left.length; i++) {
		const next = [i];
		for (let j = 1; j <= right.length; j++) {
			const isSame = left[i - 1] === right[j - 1];
			let slips = Math.min(
				(row[j] ?? 0) + 1,
				(next[j - 1] ?? 0) + 1,
				(row[j - 1] ?? 0) + (isSame ? 0 : 1),
			);
			const isSwap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
			if (i > 1 && j > 1 && isSwap) slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
			next.push(slips);
		}
		before = row;
		row = next;
	}
	return row[right.length] ?? 0;
}
