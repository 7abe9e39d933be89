import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { RequestPlan } from '../../request/plan';
import { isRecord } from '../../response/items/isRecord';
import { textOf } from '../../response/items/plain';
import type { ListToChooseFrom } from '../../triggers/callback/lists';
import { findLevel, findRecordType } from '../../triggers/callback/recordTypes';
import { connect, type Connection } from '../../triggers/connection';
import { withNodeErrors } from '../../triggers/nodeErrors';

/** The editor keeps every loaded row in the page, so pages stay small. */
const PAGE_COUNT = 100;
/** Each brings a request of its own, e.g. for the statuses of one board. */
const PARENTS_COUNT = 10;
const LIMITS = { timeoutMs: 20_000, retries: 1 };

interface Row {
	readonly id: string;
	readonly label: string;
}

/** Boards, statuses, companies, ... for *Which One*; the token is the number of the page. */
export async function searchWatched(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const type = findRecordType(textOf(this.getCurrentNodeParameter('event')));
	const list = type && findLevel(type, textOf(this.getCurrentNodeParameter('watch')))?.list;
	if (!list) return { results: [] };
	const page = Number(paginationToken ?? '1') || 1;
	return await withNodeErrors(this, async () => {
		const connection = await connect(this, LIMITS);
		const found = list.parent
			? await searchBelow(connection, list, list.parent, page, filter ?? '')
			: await readPage(connection, list, page, PAGE_COUNT, filter ?? '');
		return {
			results: found.rows.map(({ id, label }) => ({ name: `${label} (${id})`, value: id })),
			paginationToken: found.isLast ? undefined : String(page + 1),
		};
	});
}

interface Page {
	readonly rows: readonly Row[];
	readonly isLast: boolean;
}

async function readPage(
	connection: Connection,
	list: ListToChooseFrom,
	page: number,
	pageSize: number,
	filter: string,
): Promise<Page> {
	const { path, label, orderBy } = list;
	const plan: RequestPlan = {
		method: 'GET',
		path,
		query: {
			fields: ['id', ...label].join(','),
			orderBy,
			page: String(page),
			pageSize: String(pageSize),
			...conditionsFor(list, filter),
		},
		isRepeatable: true,
		label: path.slice(1),
	};
	const answer = await connection.json(plan);
	const records = Array.isArray(answer) ? answer.filter((row) => isRecord(row)) : [];
	return {
		rows: records
			.map((record) => ({ id: textOf(record.id), label: labelOf(record, label) }))
			.filter(({ id }) => id !== ''),
		isLast: records.length < pageSize,
	};
}

/** The lists below a page of parents, e.g. the statuses of some boards, filtered here. */
async function searchBelow(
	connection: Connection,
	list: ListToChooseFrom,
	parentList: ListToChooseFrom,
	page: number,
	filter: string,
): Promise<Page> {
	const parents = await readPage(connection, parentList, page, PARENTS_COUNT, '');
	const pages = await Promise.all(
		parents.rows.map(async (parent) => {
			const path = list.path.replace('{parentId}', parent.id);
			const { rows } = await readPage(connection, { ...list, path }, 1, PAGE_COUNT, '');
			return rows.map(({ id, label }) => ({ id, label: `${parent.label} › ${label}` }));
		}),
	);
	const wanted = filter.trim().toLowerCase();
	const fits = ({ id, label }: Row) => id === wanted || label.toLowerCase().includes(wanted);
	return { rows: pages.flat().filter(fits), isLast: parents.isLast };
}

function conditionsFor(
	{ label, isSearchable }: ListToChooseFrom,
	filter: string,
): { conditions?: string } {
	// How a quote is escaped differs between releases.
	const text = filter.replace(/["\\]/g, ' ').trim();
	if (text === '') return {};
	const tests = isSearchable ? label.map((field) => `${field} contains "${text}"`) : [];
	if (/^\d{1,9}$/.test(text)) tests.push(`id = ${text}`);
	return tests.length === 0 ? {} : { conditions: tests.join(' or ') };
}

function labelOf(record: IDataObject, fields: readonly string[]): string {
	const parts = fields.map((field) => record[field]).filter((part) => typeof part === 'string');
	const text = parts.join(' ').replace(/\s+/g, ' ').trim();
	return text === '' ? 'Without a name' : text.slice(0, 120);
}
