import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHUNKS } from '../../../../nodes/ConnectWiseManage/catalogue/data/chunks.ts';
import {
	catalogueInfo,
	findByRoute,
	findOperation,
	listModules,
	loadTemplate,
	searchOperations,
} from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationTemplate } from '../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { countBy, idsWhere, loadAllTemplates } from './allTemplates.mts';

const DATA = path.resolve(
	import.meta.dirname,
	'../../../../nodes/ConnectWiseManage/catalogue/data',
);
const RESPONSE_KINDS = {
	array: 704,
	binary: 8,
	bulk: 8,
	count: 503,
	none: 313,
	object: 1561,
	primitive: 1,
	report: 1,
	text: 1,
};
const BODY_KINDS = { array: 6, multipart: 3, none: 2084, object: 679, patch: 328 };
const MAX_RAW_BYTES = 5_000_000;
const MAX_PACKED_BYTES = 600_000;
/** As the package scan has it: names that must not hold long strings. */
const SECRET_NAME = /key|auth|token|secret|password|passwd|pwd|credential|cert|bearer|private/i;

let templates: readonly OperationTemplate[];

beforeAll(async () => {
	templates = await loadAllTemplates();
});

describe('the bundled operations', () => {
	it('are all 3,100 of the API', () => {
		expect(countBy(templates, ({ method }) => method)).toEqual({
			GET: 1733,
			POST: 400,
			PUT: 327,
			PATCH: 329,
			DELETE: 311,
		});
		expect(catalogueInfo.operationCount).toBe(templates.length);
		expect(new Set(templates.map(({ id }) => id)).size).toBe(3100);
	});

	it('belong to one kind each: the POSTs that only read are queries', async () => {
		expect(countBy(templates, ({ kind, method }) => `${kind} ${method}`)).toEqual({
			'query GET': 1733,
			'query POST': 4,
			'mutate POST': 396,
			'mutate PUT': 327,
			'mutate PATCH': 329,
			'delete DELETE': 311,
		});
		const listed = await Promise.all(
			(['query', 'mutate', 'delete'] as const).map((kind) => searchOperations(kind, '')),
		);
		expect(new Set(listed.flat().map(({ id }) => id)).size).toBe(3100);
		expect(listed.flat()).toHaveLength(3100);
	});

	it('have one path parameter for each placeholder, in order, and require it', () => {
		const faulty = idsWhere(templates, ({ path: route, parameters }) => {
			const placeholders = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			const inPath = parameters.filter((parameter) => parameter.in === 'path');
			const isSame = inPath.map(({ name }) => name).join() === placeholders.join();
			return (
				!isSame ||
				inPath.some(({ required }) => !required) ||
				/[{}]/.test(route.replace(/\{\w+\}/g, ''))
			);
		});
		expect(faulty).toEqual([]);
	});

	it('name each parameter once, and never the paging or the Client ID', () => {
		const own = ['page', 'pageSize', 'pageId', 'clientId'];
		const faulty = idsWhere(templates, ({ parameters }) => {
			const names = parameters.map(({ name, in: place }) => `${place} ${name}`);
			const isOwn = parameters.some(
				({ name, in: place }) => place === 'query' && own.includes(name),
			);
			return isOwn || new Set(names).size !== names.length;
		});
		expect(faulty).toEqual([]);
	});

	it('have readable labels of at least three parts, unique within their kind', () => {
		const labels = templates.map(({ kind, label }) => `${kind}: ${label}`);
		expect(new Set(labels).size).toBe(templates.length);
		const isReadable = (label: string) =>
			label.split(' › ').length >= 3 &&
			label.split(' › ').every((part) => /^[A-Za-z][\w ()/-]*$/.test(part));
		expect(idsWhere(templates, ({ label }) => !isReadable(label))).toEqual([]);
	});

	it('name each field of a record once, whatever its case', () => {
		const faulty = idsWhere(templates, ({ schemas }) =>
			[...schemas.values()].some((fields) => {
				const names = fields.map(({ name }) => name.toLowerCase());
				return new Set(names).size !== names.length;
			}),
		);
		expect(faulty).toEqual([]);
	});

	it('find every schema that they name', () => {
		const faulty = idsWhere(templates, ({ body, response, schemas }) => {
			const names = [body.schema, response.schema];
			return names.some((name) => name !== undefined && !schemas.has(name));
		});
		const nested = templates.flatMap(({ schemas }) =>
			[...schemas.values()]
				.flat()
				.filter(({ schema }) => schema !== undefined && !schemas.has(schema)),
		);
		expect([faulty, nested]).toEqual([[], []]);
	});
});

describe('answers and bodies', () => {
	it('are of these kinds', () => {
		expect(countBy(templates, ({ response }) => response.kind)).toEqual(RESPONSE_KINDS);
		expect(countBy(templates, ({ body }) => body.kind)).toEqual(BODY_KINDS);
	});

	it.each([
		['getServiceTickets', 'array', true, true],
		['getServiceTicketsById', 'object', false, false],
		['getServiceTicketsCount', 'count', false, false],
		['postServiceTicketsSearch', 'array', true, true],
		['postFinanceAgreementsByIdInvoice', 'primitive', false, false],
		['getSystemReportsByReportName', 'report', true, false],
		['getSystemDocumentsByIdDownload', 'binary', false, false],
		['getFinanceInvoicesByIdPdf', 'binary', false, false],
		['getSystemDocumentsUploadsample', 'text', false, false],
		['deleteServiceTicketsById', 'none', false, false],
		['deleteCompanyConfigurationsBulk', 'bulk', false, false],
		['getSalesOpportunitiesByParentIdNotesCount', 'count', false, false],
	])('%s answers %s', async (id, kind, isPaged, hasIntegerId) => {
		const template = await loadTemplate(id);
		expect(template?.response.kind).toBe(kind);
		expect([template?.isPaged, template?.hasIntegerId]).toEqual([isPaged, hasIntegerId]);
	});

	it.each([
		['postServiceTickets', { kind: 'object', required: true, schema: 'Ticket' }],
		['patchServiceTicketsById', { kind: 'patch', required: true, schema: 'Ticket' }],
		['postSystemDocuments', { kind: 'multipart', required: true, schema: 'DocumentFormData' }],
		['postSystemDocumentsById', { kind: 'multipart', required: false, schema: 'DocumentFormData' }],
		[
			'postSystemMenuentriesByIdImage',
			{ kind: 'multipart', required: false, schema: 'ImageFormData' },
		],
		['deleteServiceTicketsById', { kind: 'none', required: false }],
		['postServiceTicketsByIdCopy', { kind: 'none', required: false }],
	])('%s takes %o', async (id, body) => {
		expect((await loadTemplate(id))?.body).toEqual(body);
	});

	it('are lists where they are paged', () => {
		const isFaulty = ({ isPaged, response }: OperationTemplate) =>
			isPaged && response.kind !== 'array' && response.kind !== 'report';
		expect(idsWhere(templates, isFaulty)).toEqual([]);
	});

	it('have a record to patch in every PATCH that takes operations', () => {
		const patches = templates.filter(({ body }) => body.kind === 'patch');
		expect(idsWhere(patches, ({ body }) => body.schema === undefined)).toEqual([]);
	});
});

describe('look-up', () => {
	it('finds an operation by id and by route, whatever the placeholders are called', async () => {
		const summary = await findOperation('getServiceTicketsById');
		expect(summary).toEqual({
			id: 'getServiceTicketsById',
			kind: 'query',
			method: 'GET',
			path: '/service/tickets/{id}',
			module: 'service',
			label: 'Service › Tickets › Get',
		});
		expect(await findByRoute('GET', '/service/tickets/{ticketId}')).toBe(summary);
	});

	it.each(['', 'nonsense', 'constructor', '__proto__'])('does not find %o', async (id) => {
		expect(await findOperation(id)).toBeUndefined();
		expect(await loadTemplate(id)).toBeUndefined();
		expect(await findByRoute('GET', id)).toBeUndefined();
	});
});

describe('the data files', () => {
	const files = readdirSync(DATA).filter((name) => name.endsWith('.json'));
	const contents = files.map((name) => readFileSync(path.join(DATA, name)));

	it('are one for each module, an index and the look-ups', () => {
		expect(files.sort()).toEqual(
			[...listModules().map((name) => `${name}.json`), 'index.json', 'lookups.json'].sort(),
		);
		expect([...CHUNKS.keys()]).toEqual(listModules());
	});

	it('stay small', () => {
		const bytes = contents.reduce((sum, content) => sum + content.length, 0);
		expect(bytes).toBeLessThan(MAX_RAW_BYTES);
		expect(gzipSync(Buffer.concat(contents)).length).toBeLessThan(MAX_PACKED_BYTES);
	});

	it('have no property names that look like secrets', () => {
		const names = contents.flatMap((content) => [
			...propertyNames(JSON.parse(content.toString('utf8'))),
		]);
		expect(names.filter((name) => SECRET_NAME.test(name))).toEqual([]);
	});
});

function* propertyNames(value: unknown): Generator<string> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield* Object.keys(value);
	for (const child of Object.values(value)) yield* propertyNames(child);
}
