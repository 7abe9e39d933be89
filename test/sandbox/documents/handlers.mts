import { ApiError, apiError, recordNotFound } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import { parameter } from '../paging/request.mts';
import { uuidOf } from '../random.mts';
import type { RecordStore } from '../records/store.mts';
import { restricted } from '../records/restrict.mts';
import { attachment } from '../operations/files.mts';
import { fieldSelector, listReply } from '../lists/list.mts';
import { selectionOf, textsOf } from '../lists/listing.mts';
import { jsonReply, noContent } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import { timestamp } from '../timestamp.mts';
import type { ApiRequest } from '../server/world.mts';
import type { UploadedForm } from './form.mts';

/** Collections behind the record types that documents hang on. */
const RECORD_TYPES: Readonly<Record<string, string | undefined>> = {
	ticket: 'service/tickets',
	agreement: 'finance/agreements',
	company: 'company/companies',
	configuration: 'company/configurations',
	contact: 'company/contacts',
	expense: 'expense/entries',
	opportunity: 'sales/opportunities',
	purchaseorder: 'procurement/purchaseorders',
	project: 'project/projects',
	salesorder: 'sales/orders',
	servicetemplate: 'service/templates',
	rma: 'procurement/rmaTags',
};

const documentsOf = ({ world }: ApiRequest): RecordStore => world.stores.get('system/documents');

const badDocument = (field: string, message: string): ApiError =>
	new ApiError(400, {
		code: 'InvalidObject',
		message: 'document object is invalid',
		errors: [{ code: 'InvalidField', message, resource: 'document', field }],
	});

function ownerFilter({ query, world }: ApiRequest) {
	const recordType = parameter(query, 'recordType');
	const recordId = Number(parameter(query, 'recordId'));
	if (!recordType) throw badDocument('recordType', 'The recordType field is required.');
	if (!recordId) throw badDocument('recordId', 'The recordId field is required.');
	return {
		key: `attached ${recordType} ${recordId} ${documentVersion(world.stores.get('system/documents'))}`,
		test: (id: number) => world.documents.isAttached(id, recordType, recordId),
	};
}

/** The query of a request under a ticket, whose documents are meant. */
function queryOfTicket({ query, match }: ApiRequest): URLSearchParams {
	const asked = new URLSearchParams(query);
	asked.delete('fields');
	asked.set('recordType', 'Ticket');
	asked.set('recordId', match.values[0] ?? '');
	return asked;
}

const referenceOf = ({ id, title, fileName }: JsonObject): JsonObject => ({
	id: id ?? 0,
	name: title ?? '',
	_info: { filename: fileName ?? '' },
});

const documentVersion = ({ version }: RecordStore): number => version;

export const listDocuments = (request: ApiRequest): Reply =>
	listReply(request, documentsOf(request), textsOf(request.query), ownerFilter(request));

export function countDocuments(request: ApiRequest): Reply {
	const store = documentsOf(request);
	const asked = selectionOf(request.world, store.schema, textsOf(request.query));
	return jsonReply(200, { count: store.count(restricted(asked, ownerFilter(request))) });
}

/** Under a ticket its documents are references: id and name. */
export function listTicketDocuments(request: ApiRequest): Reply {
	const reply = listDocuments({ ...request, query: queryOfTicket(request) });
	const select = fieldSelector(request, request.operation.response.schema ?? '');
	const found = JSON.parse(String(reply.body)) as JsonObject[];
	const references = found.map(referenceOf).map((reference) => select?.(reference) ?? reference);
	return { ...reply, body: JSON.stringify(references) };
}

export const countTicketDocuments = (request: ApiRequest): Reply =>
	countDocuments({ ...request, query: queryOfTicket(request) });

function requireForm({ form }: ApiRequest): UploadedForm {
	if (!form)
		throw apiError(415, 'ConnectWiseApi', 'The media type of the request is not supported.');
	return form;
}

/** Project tickets go as `Ticket` too. */
function checkOwner({ world }: ApiRequest, recordType: string, recordId: number): void {
	const path = RECORD_TYPES[recordType.toLowerCase()];
	if (path === undefined)
		throw badDocument('recordType', `The recordType ${recordType} is not valid.`);
	const isProjectTicket =
		recordType.toLowerCase() === 'ticket' && world.stores.get('project/tickets').has(recordId);
	if (!isProjectTicket && !world.stores.get(path).has(recordId)) {
		throw badDocument('recordId', `${recordType} ${recordId} not found`);
	}
}

function infoOf({ fields, file }: UploadedForm, request: ApiRequest, id: number): JsonObject {
	const by = request.caller.identifier;
	const now = timestamp(request.world.clock());
	const url = fields.get('url');
	const name = file?.fileName ?? url ?? '';
	return {
		title: fields.get('title') ?? name,
		fileName: name,
		serverFileName: `${uuidOf(id, file?.content.length ?? 0)}_${name.replace(/\W+/g, '_')}`,
		owner: by,
		linkFlag: !file,
		imageFlag: file?.contentType.startsWith('image/') ?? false,
		publicFlag: fields.get('privateFlag')?.toLowerCase() !== 'true',
		htmlTemplateFlag: false,
		readOnlyFlag:
			(fields.get('readOnlyFlag') ?? fields.get('readOnlyFlay'))?.toLowerCase() === 'true',
		size: file?.content.length ?? 0,
		urlFlag: !file && url !== undefined,
		createdOnDate: now,
		guid: uuidOf(id, 7),
		_info: { lastUpdated: now, updatedBy: by },
	};
}

export function uploadDocument(request: ApiRequest): Reply {
	const form = requireForm(request);
	const recordType = form.fields.get('recordType') ?? '';
	const recordId = Number(form.fields.get('recordId'));
	if (!recordType) throw badDocument('recordType', 'The recordType field is required.');
	if (!recordId) throw badDocument('recordId', 'The recordId field is required.');
	if (!form.file && !form.fields.get('url'))
		throw badDocument('file', 'A file or a url is required.');
	checkOwner(request, recordType, recordId);
	const store = documentsOf(request);
	const record = store.insert(infoOf(form, request, store.size + 1));
	const id = Number(record['id']);
	if (form.file) request.world.documents.put(id, form.file);
	request.world.documents.attach(id, recordType, recordId);
	return jsonReply(201, record);
}

function existing(request: ApiRequest): { id: number; record: JsonObject } {
	const id = Number(request.match.values[0]);
	const record = documentsOf(request).get(id);
	if (!record) throw recordNotFound('Document', id);
	return { id, record };
}

export function updateDocument(request: ApiRequest): Reply {
	const form = requireForm(request);
	const { id, record } = existing(request);
	const title = form.fields.get('title');
	const changed: JsonObject = {
		...record,
		...(form.file && infoOf(form, request, id)),
		title: title ?? record['title'] ?? '',
	};
	documentsOf(request).replace(id, changed);
	if (form.file) request.world.documents.put(id, form.file);
	return jsonReply(200, documentsOf(request).get(id) ?? changed);
}

export function downloadDocument(request: ApiRequest): Reply {
	const { id, record } = existing(request);
	if (record['linkFlag'] === true) throw recordNotFound('Document', id);
	const file = request.world.documents.get(id);
	const content = file?.content ?? Buffer.from(`Sample document ${id}\n`);
	const headers = {
		'content-type': 'application/octet-stream',
		'content-disposition': attachment(String(record['fileName'] ?? `document_${id}.txt`)),
	};
	return { status: 200, body: content, headers };
}

export function deleteDocument(request: ApiRequest): Reply {
	const { id } = existing(request);
	documentsOf(request).remove(id);
	request.world.documents.delete(id);
	return noContent();
}
