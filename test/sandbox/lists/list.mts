import { parseFields, selectFields } from '../conditions/fields.mts';
import { RecordModel } from '../conditions/model.mts';
import { apiError } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import { forwardOnlyLink, navigableLink } from '../paging/link.mts';
import { parameter, readPageRequest } from '../paging/request.mts';
import type { PageRequest } from '../paging/request.mts';
import { apiUrl } from '../records/references.mts';
import { restricted } from '../records/restrict.mts';
import type { RecordStore, Selection } from '../records/store.mts';
import { selectionOf, textsOf } from './listing.mts';
import type { ListTexts } from './listing.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

/** Endpoints without forward-only paging; the guide names the audit trail. */
const WITHOUT_FORWARD_ONLY = new Set(['system/audittrail', 'system/reports']);

/** Narrows records to the `fields` of the request; without them, records go out as they are. */
export function fieldSelector(
	{ world, query }: ApiRequest,
	schema: string,
): ((record: JsonObject) => JsonObject) | undefined {
	const text = parameter(query, 'fields');
	if (text === undefined || text.trim() === '') return undefined;
	const isStrict = world.switches.get('unknownFields') === 'refused';
	const tree = parseFields(text, new RecordModel(world.catalogue, schema), isStrict);
	return (record) => selectFields(record, tree);
}

function bodyOfPage(
	store: RecordStore,
	ids: readonly number[],
	request: ApiRequest,
): Buffer | string {
	const select = fieldSelector(request, store.schema);
	if (select) return JSON.stringify(ids.map((id) => select(store.get(id) ?? {})));
	return request.world.pages.get(store, ids);
}

function forwardOnlyPage(
	request: ApiRequest,
	store: RecordStore,
	selection: Selection,
	page: PageRequest,
): Reply {
	const { switches, rootUrl } = request.world;
	if (parameter(request.query, 'orderBy') && switches.get('forwardOnlyOrderBy') === 'refused') {
		throw apiError(400, 'InvalidObject', 'orderBy is not permitted with forward-only pagination.');
	}
	const { order: _order, ...unordered } = selection;
	const first = Math.max(selection.range.first, page.pageId + 1);
	const behind: Selection = {
		...unordered,
		isDescending: false,
		range: { ...selection.range, first },
	};
	const found = store.select(behind, 0, page.pageSize + 1);
	const ids = found.slice(0, page.pageSize);
	const target = { url: apiUrl(rootUrl, store.path), query: request.query };
	const endId = switches.get('forwardOnlyLastNext') === 'current' ? page.pageId : undefined;
	const lastId = found.length > ids.length ? ids.at(-1) : endId;
	const link = forwardOnlyLink(target, page, lastId, switches.get('forwardOnlyLink'));
	const hasLink = link !== '' || switches.get('forwardOnlyEnd') === 'emptyLink';
	return {
		status: 200,
		body: bodyOfPage(store, ids, request),
		headers: hasLink ? { link } : {},
	};
}

function navigablePage(
	request: ApiRequest,
	store: RecordStore,
	selection: Selection,
	page: PageRequest,
): Reply {
	const { switches, rootUrl } = request.world;
	const ids = store.select(selection, (page.page - 1) * page.pageSize, page.pageSize);
	const target = { url: apiUrl(rootUrl, request.match.path), query: request.query };
	const total = store.count(selection);
	const link = page.isForwardOnly
		? undefined
		: navigableLink(target, page, total, switches.get('linkLast'));
	return {
		status: 200,
		body: bodyOfPage(store, ids, request),
		headers: link ? { link } : {},
	};
}

/** One page of a collection. `restrict` narrows it further than the request does. */
export function listReply(
	request: ApiRequest,
	store: RecordStore,
	texts: ListTexts = textsOf(request.query),
	restrict?: { key: string; test: (id: number) => boolean },
): Reply {
	const page = readPageRequest(request.query, request.headers, request.world.switches);
	const asked = selectionOf(request.world, store.schema, texts);
	const selection = restrict ? restricted(asked, restrict) : asked;
	const lacksMode = WITHOUT_FORWARD_ONLY.has(store.path.toLowerCase());
	const reply =
		page.isForwardOnly && !lacksMode
			? forwardOnlyPage(request, store, selection, page)
			: navigablePage(request, store, selection, page);
	return request.world.switches.get('linkHeader') ? reply : { ...reply, headers: {} };
}
