import type { LookupList } from '../../../catalogue';
import { quoteText } from '../../../conditions/quote';
import type { Entry } from '../../../lookups/entries';
import { findRecords, type FoundRecords } from '../../../lookups/exact';
import { readListAt, type ListResult } from '../../../lookups/lists';
import { toRows, type Tenant } from '../../../lookups/tenant';
import type { RequestPlan } from '../../../request/plan';
import { quote } from '../../../request/words/quote';
import { titleFor } from '../../parameters/checks/names';
import { ParameterError } from '../../parameters/ParameterError';
import { nearest } from '../../parameters/plain/nearest';
import type { Runtime } from '../../run/runtime';
import { keyOf, type NamedRecord } from './naming';

/** What was read in an execution: a thousand items may name the same company. */
interface Known {
	readonly lists: Map<string, Promise<ListResult>>;
	readonly names: Map<string, Promise<number | undefined>>;
}

const knownOf = new WeakMap<Runtime, Known>();

const MAIL = /^[^\s"'\\@]{1,64}@[^\s"'\\@]{1,180}$/;

const SHOWN_COUNT = 5;
const SHOWN_LENGTH = 60;

/** Where records are told by an e-mail address, and by which condition of the list of whole records. */
const BY_MAIL: Readonly<Record<string, (literal: string) => Readonly<Record<string, string>>>> = {
	ContactReference: (literal) => ({ childConditions: `communicationItems/value = ${literal}` }),
	MemberReference: (literal) => ({ conditions: `officeEmail = ${literal}` }),
};

/**
 * The id of the record that a text names, asked for once in an execution.
 *
 * @returns `undefined` where ConnectWise does not let the list be read: it may know the record itself.
 * @throws ParameterError for text that names no record, or several.
 */
export async function findNamed(runtime: Runtime, named: NamedRecord): Promise<number | undefined> {
	const known = knownOf.get(runtime) ?? { lists: new Map(), names: new Map() };
	knownOf.set(runtime, known);
	const key = keyOf(named);
	const finding = known.names.get(key) ?? find(runtime, known, named);
	known.names.set(key, finding);
	return await finding;
}

async function find(
	runtime: Runtime,
	{ lists }: Known,
	named: NamedRecord,
): Promise<number | undefined> {
	const tenant = { read: async (...of: Reading) => await read(runtime, ...of) };
	const { list, text } = named;
	const short = list.isBig ? undefined : await readOnce(tenant, lists, list);
	const entries = short?.isOk ? short.entries : [];
	const inShortList = choose(entries, text);
	if (inShortList.length > 0) return toId(inShortList, named);
	const found = await search(tenant, named);
	if (!found.isOk) return undefined;
	const chosen = choose(found.records, text);
	if (chosen.length > 0) return toId(chosen, named);
	throw notFound(
		named,
		entries.flatMap(({ members }) => (members ? [members.name, members.identifier] : [])),
	);
}

type Reading = Parameters<Tenant['read']>;

async function read(runtime: Runtime, path: string, query: Readonly<Record<string, string>>) {
	const plan: RequestPlan = {
		method: 'GET',
		path,
		query,
		isRepeatable: true,
		label: 'the record that is named',
	};
	return toRows(await runtime.client.exchange(plan));
}

async function readOnce(
	tenant: Pick<Tenant, 'read'>,
	lists: Map<string, Promise<ListResult>>,
	list: LookupList,
): Promise<ListResult> {
	const reading = lists.get(list.reference) ?? readListAt(tenant, list, list.path);
	lists.set(list.reference, reading);
	return await reading;
}

/** Those in use first: an inactive record is found only where no other has the name. */
async function search(tenant: Pick<Tenant, 'read'>, named: NamedRecord): Promise<FoundRecords> {
	const { list, text } = named;
	const byMail = MAIL.test(text) ? BY_MAIL[list.reference] : undefined;
	if (byMail) {
		const found = await searchMail(tenant, list, byMail(quoteText(text, 'The address')));
		if (!found.isOk || found.records.length > 0) return found;
	}
	const found = await findRecords(tenant, list, text);
	if (!found.isOk || found.records.length > 0 || list.conditions === '') return found;
	return await findRecords(tenant, { ...list, conditions: '' }, text);
}

async function searchMail(
	tenant: Pick<Tenant, 'read'>,
	list: LookupList,
	query: Readonly<Record<string, string>>,
): Promise<FoundRecords> {
	const answer = await tenant.read(list.collection, { fields: 'id', pageSize: '10', ...query });
	if (!answer.isOk) return answer;
	const records = answer.rows.flatMap(({ id }): Entry[] =>
		typeof id === 'number' ? [{ id, name: '', aliases: [] }] : [],
	);
	return { isOk: true, records };
}

/** An identifier stands for one record, whatever others are called. */
function choose(entries: readonly Entry[], text: string): readonly Entry[] {
	const wanted = text.toLowerCase();
	const hasIdentifier = ({ members }: Entry) => members?.identifier.toLowerCase() === wanted;
	const byIdentifier = entries.filter(hasIdentifier);
	if (byIdentifier.length > 0) return byIdentifier;
	return entries.filter(({ members }) => !members || isSameName(members.name, wanted));
}

function isSameName(name: string, wanted: string): boolean {
	return fold(name) === fold(wanted);
}

function fold(name: string): string {
	return name.replace(/\s+/g, ' ').trim().toLowerCase();
}

function toId(entries: readonly Entry[], named: NamedRecord): number {
	const [entry, ...others] = entries;
	if (entry && others.length === 0 && typeof entry.id === 'number') return entry.id;
	const shown = entries
		.slice(0, SHOWN_COUNT)
		.map(({ id, name }) => [quote(name, SHOWN_LENGTH), `ID ${id}`].filter(Boolean).join(', '));
	const more = entries.length > shown.length ? ' and more' : '';
	throw new ParameterError(
		`${titleFor({ name: named.field })}: "${quote(named.text, SHOWN_LENGTH)}" matches several records: ${shown.join('; ')}${more}`,
		named.hasIdentifier
			? 'Enter the identifier or the ID of the right one'
			: 'Enter the ID of the right one',
	);
}

function notFound({ field, text, hasIdentifier }: NamedRecord, names: readonly string[]) {
	const near = nearest(text, names);
	const meant = near === undefined ? '' : `Did you mean "${quote(near, SHOWN_LENGTH)}"? `;
	const ways = hasIdentifier ? 'identifier, whole name or ID' : 'whole name or ID';
	return new ParameterError(
		`${titleFor({ name: field })}: ConnectWise has no record with the name "${quote(text, SHOWN_LENGTH)}"`,
		`${meant}Enter its ${ways}, or choose it in Look Up`,
	);
}
