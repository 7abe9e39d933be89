import type {
	BodyKind,
	FieldTemplate,
	ResponseKind,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';

/** Reviewed by hand: what the document leaves out or gets wrong, each with the reason. */
export interface OperationOverride {
	readonly reason: string;
	/** A POST that changes nothing on the server, offered under Query; its body becomes options. */
	readonly isReadOnly?: boolean;
	/** Query parameters that the operation takes although the document does not list them. */
	readonly extraQuery?: readonly string[];
	readonly isPaged?: boolean;
	readonly body?: { readonly kind: BodyKind; readonly schema?: string; readonly required: boolean };
	readonly response?: ResponseKind;
	/** Last part of the label. */
	readonly verb?: string;
	/** The verb stands for the last segment of the path too. */
	readonly isVerbOfSegment?: boolean;
	/** Parts of the label before the verb, the module included. */
	readonly trail?: readonly string[];
}

const SEARCH: OperationOverride = {
	reason:
		'Takes a filter (FilterValues) and answers 200 with the list, as the GET of the collection does. ' +
		'Paging and fields travel in the query string (ConnectWise developer guide).',
	isReadOnly: true,
	isPaged: true,
	extraQuery: ['fields'],
	verb: 'Search',
	isVerbOfSegment: true,
};

const COUNT: OperationOverride = {
	reason: 'Every other /count answers {count}; the document repeats the type of the record here.',
	response: 'count',
};

const IMAGE_SCHEMA = 'ImageFormData';

/** Schemas that the document does not have. */
export const EXTRA_SCHEMAS: Readonly<Record<string, readonly FieldTemplate[]>> = {
	[IMAGE_SCHEMA]: [{ name: 'file', type: 'binary' }],
};

const FORECAST_ITEM: OperationOverride = {
	reason: 'Works on one ForecastItem, where the path without the id works on the whole forecast.',
	trail: ['Sales', 'Opportunities', 'Forecast', 'Items'],
};

function apart(verb: string): OperationOverride {
	return { reason: 'Keeps the label apart from that of the path with or without the id.', verb };
}

/** By method and path, as the walker gives it after repairs. */
export const OVERRIDES: Readonly<Record<string, OperationOverride>> = {
	'POST /service/tickets/search': SEARCH,
	'POST /project/tickets/search': SEARCH,
	'POST /time/entries/defaults': {
		reason:
			'Answers 200 with a time entry filled in with defaults; a time entry is created (201) by the ' +
			'POST of the collection above it.',
		isReadOnly: true,
		verb: 'Get Defaults',
		isVerbOfSegment: true,
	},
	'POST /procurement/catalog/{id}/pricing': {
		reason:
			'Answers 200 with the price of a catalogue item for the company, quantity and date given; ' +
			'CatalogPricing is no record: no other operation has it and it has no id.',
		isReadOnly: true,
		verb: 'Get Pricing',
		isVerbOfSegment: true,
	},
	'GET /sales/opportunities/{parentId}/notes/count': COUNT,
	'GET /schedule/calendars/count': COUNT,
	'GET /schedule/calendars/info/count': COUNT,
	'GET /system/reports/{reportName}': {
		reason: 'The developer guide has `columns`, which selects what the report returns.',
		extraQuery: ['columns'],
	},
	'POST /system/documents': {
		reason: 'Without a form there is nothing to store; the document leaves the body optional.',
		body: { kind: 'multipart', schema: 'DocumentFormData', required: true },
		verb: 'Upload',
	},
	'POST /system/documents/{id}': {
		reason:
			'Updates an existing document; takes the form of the POST above it. No body in the document.',
		body: { kind: 'multipart', schema: 'DocumentFormData', required: false },
		verb: 'Update',
	},
	'POST /system/menuentries/{id}/image': {
		reason: 'Stores the image that the GET of the same path answers. No body in the document.',
		body: { kind: 'multipart', schema: IMAGE_SCHEMA, required: false },
		verb: 'Upload Image',
		isVerbOfSegment: true,
	},
	'DELETE /company/configurations/bulk': {
		reason: 'No body in the document; the other two bulk deletes take the ids as IdCollection.',
		body: { kind: 'object', schema: 'IdCollection', required: true },
	},
	'PATCH /company/tracks/{parentId}/actions/{id}': {
		reason: 'No body in the document; a PATCH of a record without operations does nothing.',
		body: { kind: 'patch', schema: 'TrackAction', required: true },
	},
	'PUT /company/portalConfigurations/{parentId}/opportunitySetups': apart('Replace Without ID'),
	'PATCH /company/portalConfigurations/{parentId}/opportunitySetups': apart('Update Without ID'),
	'GET /sales/opportunities/{parentId}/forecast/{id}': FORECAST_ITEM,
	'POST /sales/opportunities/{parentId}/forecast/{id}': FORECAST_ITEM,
	'PUT /sales/opportunities/{parentId}/forecast/{id}': FORECAST_ITEM,
	'PATCH /sales/opportunities/{parentId}/forecast/{id}': FORECAST_ITEM,
	'DELETE /sales/opportunities/{parentId}/forecast/{id}': FORECAST_ITEM,
	'DELETE /schedule/entries/{id}/{notifyResource}': apart('Delete and Notify'),
	'GET /service/knowledgebasesettings/{id}': apart('Get by ID'),
	'GET /system/info/members/{memberIdentifier}/': apart('Get by Identifier'),
	'GET /system/members/{memberIdentifier}/': apart('Get by Identifier'),
	'POST /system/standardreport/{id}': {
		reason: 'Answers 200 with what the report found, without a body; no report is created.',
		verb: 'Run',
	},
	'POST /system/importMassMaintenance/{id}': {
		reason: 'Acts on an existing import, without a body.',
		verb: 'Run',
	},
};

/** Operation ids that saved workflows may hold, and the id that replaces each. */
export const ALIASES: Readonly<Record<string, string>> = {};
