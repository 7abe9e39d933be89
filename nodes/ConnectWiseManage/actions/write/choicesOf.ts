import { loadLookups } from '../../catalogue';
import { itemLists, type FieldList } from '../../lookups/form/fieldLists';
import { pathOf, readListAt, type ListResult } from '../../lookups/lists';
import { toRows } from '../../lookups/tenant';
import type { Failure } from '../../request/outcome/outcome';
import type { RequestPlan } from '../../request/plan';
import { readReasons } from '../../request/outcome/serverReasons';
import { quote } from '../../request/words/quote';
import { isRecord } from '../../response/items/isRecord';
import { titleFor } from '../parameters/checks/names';
import type { Call } from '../parameters/operation/operation';
import { nearest } from '../parameters/plain/nearest';
import type { Runtime } from '../run/runtime';

type Values = Readonly<Record<string, unknown>>;

/** A field whose value names nothing that the tenant has. */
interface Refused {
	readonly field: string;
	/** In the server's words; may end with the record that the list belongs to. */
	readonly message: string;
}

const MOST_ENTRIES_COUNT = 20;
const NAMES_SHOWN_COUNT = 12;
const NAME_LENGTH = 60;

/** Lists that were read in an execution, by path: a thousand items may make one mistake. */
const listsOf = new WeakMap<Runtime, Map<string, Promise<ListResult>>>();

/**
 * What could be given in place of a status, a board or the like that ConnectWise does not know, for
 * the message of the refusal. Costs one read, of a list that is short enough to be read whole.
 *
 * @param record the body that was refused, as it was given.
 * @returns `undefined` where the refusal is about something else, or the list cannot be had.
 */
export async function describeChoices(
	runtime: Runtime,
	call: Call,
	record: Values,
	failure: Failure,
): Promise<string | undefined> {
	if (runtime.settings.onHttpError !== 'throw') return undefined;
	try {
		const lists = itemLists(call.template, await loadLookups());
		for (const refused of findRefused(failure)) {
			const [name, list] =
				[...lists].find(([field]) => field.toLowerCase() === refused.field.toLowerCase()) ?? [];
			if (name === undefined || !list || list.list.isBig) continue;
			const path = findPath(list, refused, record, call);
			const result = path === undefined ? undefined : await readOnce(runtime, list, path);
			return result?.isOk ? describe(result, name, record[name]) : undefined;
		}
	} catch {
		// What the server said matters more than what this would add.
	}
	return undefined;
}

function findRefused(failure: Failure): Refused[] {
	if (failure.kind !== 'http' || failure.response.statusCode !== 400) return [];
	const { body } = readReasons(failure.response);
	const errors: unknown[] = isRecord(body) && Array.isArray(body.errors) ? body.errors : [];
	return errors
		.slice(0, MOST_ENTRIES_COUNT)
		.filter(isRecord)
		.flatMap(({ code, message, field }) => {
			if (typeof field !== 'string' || typeof message !== 'string') return [];
			const isUnknown = code === 'NotFound' || /not found/i.test(message);
			const [first = ''] = field.split(/[/.]/, 1);
			return isUnknown ? [{ field: first, message }] : [];
		});
}

/** The list's path; `undefined` where the record that it belongs to is not known by its id. */
function findPath(
	{ list, parent }: FieldList,
	{ message }: Refused,
	record: Values,
	{ options }: Call,
): string | undefined {
	if (!parent) return pathOf(list);
	const given = parent.form === 'options' ? options.path[parent.field] : record[parent.field];
	const id = isRecord(given) ? given.id : given;
	// "Service Status 17 not found for Service Board 21"
	const told = / for .{1,40} (\d{1,9})\.?$/.exec(message.slice(-80))?.[1];
	const parentId = told ?? (typeof id === 'number' || typeof id === 'string' ? String(id) : '');
	return /^\d{1,9}$/.test(parentId) ? pathOf(list, parentId) : undefined;
}

async function readOnce(runtime: Runtime, { list }: FieldList, path: string): Promise<ListResult> {
	const known = listsOf.get(runtime) ?? new Map<string, Promise<ListResult>>();
	listsOf.set(runtime, known);
	const read = async (wanted: string, query: Readonly<Record<string, string>>) => {
		const plan: RequestPlan = {
			method: 'GET',
			path: wanted,
			query,
			// One request, and no more: an answer that does not come is not worth waiting for.
			isRepeatable: false,
			label: 'the names that exist',
		};
		return toRows(await runtime.client.exchange(plan));
	};
	const reading = known.get(path) ?? readListAt({ read }, list, path);
	known.set(path, reading);
	return await reading;
}

function describe(
	{ entries }: Extract<ListResult, { isOk: true }>,
	name: string,
	given: unknown,
): string | undefined {
	if (entries.length === 0) return undefined;
	const near = nearestTo(
		given,
		entries.map((entry) => entry.name),
	);
	const shown = entries
		.slice(0, NAMES_SHOWN_COUNT)
		.map(({ id, name: own }) => `${cut(own)} (${id})`);
	const rest = entries.length - shown.length;
	const all = `${titleFor({ name })} can be ${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
	return near === undefined ? all : `Did you mean "${cut(near)}"? ${all}`;
}

function nearestTo(given: unknown, names: readonly string[]): string | undefined {
	const wanted = isRecord(given) ? (given.name ?? given.identifier) : given;
	if (typeof wanted !== 'string') return undefined;
	const near = nearest(wanted, names);
	// The name itself exists: something else is wrong, e.g. an id beside it.
	return near?.toLowerCase() === wanted.toLowerCase() ? undefined : near;
}

function cut(name: string): string {
	return quote(name, NAME_LENGTH);
}
