import { describe, expect, it } from 'vitest';
import { decodeSchemas } from '../../../nodes/ConnectWiseManage/catalogue/storage/decode.ts';
import type { Catalogue } from '../../../tools/catalogue/build.mts';
import { answer, body, buildFrom, CLIENT_ID_HEADER, listOf, reference } from './samples.mts';

const VENDOR_JSON = 'application/vnd.connectwise.com+json; version=2026.4';
const INFO = { type: 'object', additionalProperties: { type: 'string' } };

/** As the vendor's document of 2026.4 has it: lengths and the like stand in descriptions only. */
const VENDOR_SCHEMAS = {
	Order: {
		required: ['vendor'],
		type: 'object',
		properties: {
			id: { type: 'integer', format: 'int32' },
			poNumber: { type: 'string', description: ' Required On Updates; Max length: 50;' },
			poDate: { type: 'string', description: ' Required On Updates;', format: 'date-time' },
			initialNote: {
				type: 'string',
				description: 'Only available for POST, will not be returned in the response.',
			},
			closedFlag: { type: 'boolean', description: 'Closed by its status.', nullable: true },
			total: { type: 'number', format: 'double', nullable: true },
			received: { enum: ['Waiting', 'All'], type: 'string', nullable: true },
			vendor: reference('VendorReference'),
			lines: listOf(reference('VendorReference')),
			_info: INFO,
		},
	},
	VendorReference: {
		type: 'object',
		properties: {
			id: { type: 'integer', format: 'int32', nullable: true },
			name: { type: 'string' },
			_info: INFO,
		},
	},
};

/** The same in OpenAPI 3.1: `null` is a type, and references stand beside it. */
const NEXT_SCHEMAS = {
	...VENDOR_SCHEMAS,
	Order: {
		...VENDOR_SCHEMAS.Order,
		properties: {
			...VENDOR_SCHEMAS.Order.properties,
			closedFlag: { type: ['boolean', 'null'] },
			total: { type: ['number', 'null'], format: 'double' },
			received: { enum: ['Waiting', 'All', null], type: ['string', 'null'] },
			vendor: { oneOf: [reference('VendorReference'), { type: 'null' }] },
			lines: { type: ['array', 'null'], items: { anyOf: [reference('VendorReference')] } },
		},
	},
};

function fieldsOf({ chunks: [chunk] }: Catalogue, schema: string) {
	if (!chunk) throw new Error('The catalogue has no module');
	return decodeSchemas(chunk).get(schema);
}

const operation = (operationId: string, rest: object) => ({
	operationId,
	tags: ['Orders'],
	summary: operationId,
	parameters: [CLIENT_ID_HEADER],
	...rest,
});

const documentOf = (openapi: string, schemas: object) => ({
	openapi,
	info: { title: 'Connectwise Manage Public Endpoints', version: '2026.4' },
	servers: [{ url: 'https://psa.example/v4_6_release/apis/3.0' }],
	paths: {
		'/procurement/orders': {
			get: operation('getProcurementOrders', {
				responses: answer(listOf(reference('Order')), '200', VENDOR_JSON),
			}),
			post: operation('postProcurementOrders', {
				requestBody: body(reference('Order')),
				responses: answer(reference('Order'), '201', VENDOR_JSON),
			}),
		},
		'/procurement/orders/{id}': {
			delete: operation('deleteProcurementOrdersById', {
				parameters: [
					{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
					CLIENT_ID_HEADER,
				],
				responses: { '204': { description: 'No Content' } },
			}),
		},
	},
	components: { schemas },
});

const FORMS = [
	['the vendor writes in 2026', '3.0.1', VENDOR_SCHEMAS],
	['OpenAPI 3.1 has', '3.1.0', NEXT_SCHEMAS],
] as const;

describe.each(FORMS)('a document in the form that %s', (_, openapi, schemas) => {
	it('gives types, choices, references and marks', async () => {
		const catalogue = await buildFrom(documentOf(openapi, schemas));
		const fields = fieldsOf(catalogue, 'Order');
		expect(fields).toMatchObject([
			{ name: 'id', type: 'integer' },
			{ name: 'poNumber', type: 'string', maxLength: 50, requiredOnUpdate: true },
			{ name: 'poDate', type: 'dateTime', requiredOnUpdate: true },
			{ name: 'initialNote', type: 'string', writeOnly: true },
			{ name: 'closedFlag', type: 'boolean' },
			{ name: 'total', type: 'number' },
			{ name: 'received', type: 'string', enum: ['Waiting', 'All'] },
			{ name: 'vendor', type: 'object', schema: 'VendorReference', isReference: true },
			{ name: 'lines', type: 'array', itemType: 'object', schema: 'VendorReference' },
			{ name: '_info', type: 'object', readOnly: true },
		]);
		expect(fields?.[4]).not.toHaveProperty('maxLength');
	});

	it('is counted, with what only its descriptions tell', async () => {
		const { report } = await buildFrom(documentOf(openapi, schemas));
		expect(report).toMatchObject({
			source: `Connectwise Manage Public Endpoints, 2026.4, OpenAPI ${openapi}`,
			paths: 2,
			read: 3,
			written: 3,
			schemas: { schemas: 2, fields: 13, open: [] },
		});
		expect([...report.schemas.marksFromText].toSorted()).toEqual([
			['maxLength', 1],
			['requiredOnUpdate', 2],
			['writeOnly', 1],
		]);
	});

	it('gives the same operations, in order of label', async () => {
		const { index } = await buildFrom(documentOf(openapi, schemas));
		expect(index.apiVersion).toBe('2026.4');
		expect(index.operations.map(([id]) => id)).toEqual([
			'postProcurementOrders',
			'deleteProcurementOrdersById',
			'getProcurementOrders',
		]);
	});
});

describe('marks in a description', () => {
	it('give way to those that the document states', async () => {
		const properties = { name: { type: 'string', maxLength: 20, description: 'Max length: 50;' } };
		const schemas = { ...VENDOR_SCHEMAS, Order: { type: 'object', properties } };
		const catalogue = await buildFrom(documentOf('3.0.1', schemas));
		expect(fieldsOf(catalogue, 'Order')).toMatchObject([{ name: 'name', maxLength: 20 }]);
		expect([...catalogue.report.schemas.marksFromText]).toEqual([]);
	});

	it('are not read out of prose that only resembles them', async () => {
		const description = 'The max length: 3 rows fit; required on updates of others.';
		const properties = { name: { type: 'string', description } };
		const schemas = { ...VENDOR_SCHEMAS, Order: { type: 'object', properties } };
		const [field] = fieldsOf(await buildFrom(documentOf('3.0.1', schemas)), 'Order') ?? [];
		expect(field).toEqual({ name: 'name', type: 'string' });
	});
});

describe('a schema that the document only names', () => {
	it('is counted as such', async () => {
		const schemas = { ...VENDOR_SCHEMAS, Order: { type: 'object' } };
		const { report } = await buildFrom(documentOf('3.0.1', schemas));
		expect(report.schemas.open).toEqual(['Order']);
	});
});
