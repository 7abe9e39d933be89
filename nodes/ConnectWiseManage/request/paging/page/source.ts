import {
	BROKEN_ANSWERS_MAX,
	BROKEN_OFF,
	decode,
	isTruncated,
} from '../../../response/reading/decode';
import type { ServerResponse } from '../../../response/reading/serverResponse';
import type { Client } from '../../sending/client';
import { andConditions } from './conditions';
import { parseLinks, type PageLinks } from './link';
import { isTimeout, unusableAnswer, type Failure } from '../../outcome/outcome';
import { buildQuery, type RequestPlan } from '../../plan';
import { readReasons } from '../../outcome/serverReasons';
import { isSpent, type Allowance } from '../progress/allowance';
import { allowedPageSize, learnPageSize } from './pageSize';

/** What one page asks for, beside what the user asked for. */
export interface PageRequest {
	readonly pageSize: number;
	readonly page?: number;
	/** Forward-only paging: the id after which to go on. */
	readonly pageId?: number;
	/** Added to the user's conditions. */
	readonly condition?: string;
	readonly orderBy?: string;
	readonly fields?: string;
	/** Only saves time: not worth another try when it times out. */
	readonly isShortcut?: boolean;
}

export interface FailedPage {
	readonly kind: 'failed';
	readonly failure: Failure;
	readonly plan: RequestPlan;
}

export interface RowsPage {
	readonly kind: 'rows';
	readonly rows: readonly unknown[];
	readonly links: PageLinks;
	/** As it came; empty, it ends a list that is read forward-only. */
	readonly linkHeader: string | undefined;
	/** Of the answer, in characters or bytes. */
	readonly size: number;
	/** Smaller than asked for after time-outs, or where the server allows no more. */
	readonly pageSize: number;
}

export type Page =
	| RowsPage
	| { readonly kind: 'other'; readonly response: ServerResponse }
	| FailedPage;

/** A list as the user asked for it: one plan, sent page by page. */
export interface ListSource {
	readonly client: Client;
	readonly plan: RequestPlan;
	/** Conditions of the user; in the query, or in the body of a search. */
	readonly conditions: string | undefined;
	/** Fields chosen by the user or for simplified records. */
	readonly fields: string | undefined;
	/** The search by POST that stands in when the conditions are too long for an address. */
	readonly searchPath?: string;
	/** What one list may still take; without it, there is no end to that. */
	readonly allowance?: Allowance;
}

/**
 * How many readers share a list: one more than requests may be in flight, so that the others keep
 * the server busy while one parses its page.
 */
export function readerCountOf({ client }: ListSource): number {
	return client.maxInFlight > 1 ? client.maxInFlight + 1 : 1;
}

/**
 * Below this an address is safe everywhere (ConnectWise answers 414 beyond its limit). What paging
 * adds comes on top, so that all pages of a list go the same way.
 */
export const LONGEST_QUERY = 1_750;
const SMALLEST_PAGE = 25;
/** Each time-out costs a minute; a server that hangs is not to be asked for ever smaller pages. */
const HALVINGS_MAX = 2;

/**
 * Reads one page. A page that times out is asked for again at half its size, twice at most,
 * as long as it does not name a page number, which another size would shift. A page larger than the
 * server allows is asked for again as it does.
 */
export async function readPage(source: ListSource, request: PageRequest): Promise<Page> {
	const page = await readAnyPage(source, request);
	const { allowance, plan } = source;
	if (allowance === undefined || page.kind !== 'rows') return page;
	if (!isSpent(allowance, page.rows.length)) return page;
	return { kind: 'failed', failure: unusableAnswer('the list has no end'), plan };
}

async function readAnyPage(source: ListSource, request: PageRequest): Promise<Page> {
	const isNumbered = request.page !== undefined;
	const isFirst = request.page === undefined || request.page === 1;
	let pageSize = isFirst ? allowedPageSize(source.client, request.pageSize) : request.pageSize;
	for (let broken = 0, halvings = 0; ; ) {
		const canShrink = !isNumbered && pageSize > SMALLEST_PAGE && halvings < HALVINGS_MAX;
		const shouldRepeatTimeouts = !canShrink && halvings === 0 && request.isShortcut !== true;
		const plan = planPage(source, { ...request, pageSize });
		const outcome = await source.client.exchange(plan, { shouldRepeatTimeouts });
		if (outcome.isOk) {
			const page = toPage(outcome.response, plan, pageSize);
			if (page.kind !== 'failed' || ++broken > BROKEN_ANSWERS_MAX) return page;
			continue;
		}
		const { failure } = outcome;
		const allowed = isFirst ? learnPageSize(source.client, failure, pageSize) : undefined;
		if (allowed !== undefined) {
			pageSize = allowed;
			continue;
		}
		if (!canShrink || !isTimeout(failure)) return { kind: 'failed', failure, plan };
		halvings += 1;
		pageSize = Math.max(SMALLEST_PAGE, Math.floor(pageSize / 2));
		source.client.notify(
			`ConnectWise timed out on a page of ${plan.label}; it was read in smaller pages. Narrower conditions or fewer fields make it faster`,
		);
	}
}

function toPage(response: ServerResponse, plan: RequestPlan, pageSize: number): Page {
	const decoded = decode(response);
	if (isTruncated(response, decoded)) {
		return { kind: 'failed', failure: unusableAnswer(BROKEN_OFF), plan };
	}
	if (decoded.kind !== 'json' || !Array.isArray(decoded.value)) return { kind: 'other', response };
	const { link } = response.headers;
	return {
		kind: 'rows',
		rows: decoded.value,
		links: parseLinks(link),
		linkHeader: link,
		size: response.body.length,
		pageSize,
	};
}

/** Only a refusal of `id` itself: a mistake in the user's own conditions has to reach the user. */
export function refusesId(failure: Failure): boolean {
	return (
		failure.kind === 'http' &&
		failure.response.statusCode === 400 &&
		/(^|[^\w/])id"? is not a recognized/i.test(readReasons(failure.response).text)
	);
}

/** A page after the first that is no list would silently end it. */
export function notAList(plan: RequestPlan): FailedPage {
	return failedAs(plan, 'a later page was no list');
}

/** Where no other way of reading is left, e.g. with rows handed on already. */
export function failedAs(plan: RequestPlan, reason: string): FailedPage {
	return { kind: 'failed', failure: unusableAnswer(reason), plan };
}

function planPage(source: ListSource, request: PageRequest): RequestPlan {
	const { plan, searchPath } = source;
	const conditions = andConditions(source.conditions, request.condition ?? '');
	const paging = pagingQuery(request);
	const isStreamed = true;
	const headers = request.pageId === undefined ? plan.headers : FORWARD_ONLY;
	if (plan.body?.kind === 'json') {
		const filter = { ...(plan.body.value as object), ...filterOf(conditions, request.orderBy) };
		return {
			...plan,
			isStreamed,
			headers,
			query: { ...plan.query, ...paging },
			body: { kind: 'json', value: filter },
		};
	}
	const query = { ...plan.query, ...filterOf(conditions, request.orderBy), ...paging };
	const paged = { ...plan, isStreamed, headers, query };
	return searchPath !== undefined && isLong(source) ? toSearch(paged, searchPath) : paged;
}

function isLong({ plan, conditions = '', fields = '' }: ListSource): boolean {
	return buildQuery({ ...plan.query, conditions, fields }).length > LONGEST_QUERY;
}

const FORWARD_ONLY = { 'pagination-type': 'forward-only' };

function pagingQuery({ pageSize, page, pageId, fields }: PageRequest): Record<string, string> {
	return {
		pageSize: String(pageSize),
		...(page === undefined ? {} : { page: String(page) }),
		...(pageId === undefined ? {} : { pageId: String(pageId) }),
		...(fields === undefined ? {} : { fields }),
	};
}

function filterOf(conditions: string, orderBy: string | undefined): Record<string, string> {
	return {
		...(conditions === '' ? undefined : { conditions }),
		...(orderBy === undefined ? undefined : { orderBy }),
	};
}

/** The search takes filters in its body, spelt its own way; paging and fields stay in the query. */
const SEARCH_NAMES: Readonly<Record<string, string>> = {
	conditions: 'conditions',
	orderBy: 'orderBy',
	childConditions: 'childconditions',
	customFieldConditions: 'customfieldconditions',
};

function toSearch(plan: RequestPlan, path: string): RequestPlan {
	const value: Record<string, string> = {};
	const query: Record<string, string> = {};
	for (const [name, text] of Object.entries(plan.query)) {
		const bodyName = SEARCH_NAMES[name];
		if (bodyName) value[bodyName] = text;
		else query[name] = text;
	}
	return { ...plan, method: 'POST', path, query, body: { kind: 'json', value } };
}
