import { beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import { toBinary } from '../engine/harness.mts';
import { findLoss } from './answers.mts';
import type { Exchange } from './recorder.mts';
import { findFaults } from './requests.mts';
import { sampleOperation } from './samples.mts';
import type { OperationSample } from './samples.mts';

const samples = new Map<string, OperationSample>();

beforeAll(async () => {
	for (const id of [
		'getServiceTickets',
		'getFinanceInvoicesByIdPdf',
		'getSystemReportsByReportName',
		'getCompanyContactsDefault',
		'putCompanyConfigurationsBulk',
		'patchServiceTicketsById',
		'postSystemDocuments',
		'deleteServiceTicketsById',
	]) {
		const template = await loadTemplate(id);
		if (template) samples.set(id, sampleOperation(template));
	}
});

function sampleOf(id: string): OperationSample {
	const sample = samples.get(id);
	if (!sample) throw new Error(`No operation ${id}`);
	return sample;
}

function exchange(changes: Partial<Exchange>): Exchange {
	return {
		method: 'GET',
		path: '/',
		query: new URLSearchParams(),
		requestBody: Buffer.from(''),
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: Buffer.from(''),
		...changes,
	};
}

const answer = (body: unknown): Exchange => exchange({ body: Buffer.from(JSON.stringify(body)) });

describe('losses in the output', () => {
	const lost = (id: string, body: unknown, items: object[]) =>
		findLoss(
			sampleOf(id),
			[answer(body)],
			items.map((json) => ({ json: json as never })),
		).length > 0;

	it.each([
		['a list in order', 'getServiceTickets', [{ id: 1 }, 'two'], [{ id: 1 }, { value: 'two' }]],
		['rows of a report', 'getSystemReportsByReportName', report([1, null]), [{ a: 1, b: null }]],
		['a bulk payload', 'putCompanyConfigurationsBulk', { payload: [{ id: 1 }] }, [{ id: 1 }]],
		['a blank delete', 'deleteServiceTicketsById', '', [{ deleted: true, id: 11 }]],
	])('are none for %s', (_, id, body, items) => {
		const given = body === '' ? exchange({ status: 204 }) : answer(body);
		expect(
			findLoss(
				sampleOf(id),
				[given],
				items.map((json) => ({ json: json as never })),
			),
		).toEqual([]);
	});

	it.each([
		['a missing element', 'getServiceTickets', [{ id: 1 }, { id: 2 }], [{ id: 1 }]],
		['a repeated element', 'getServiceTickets', [{ id: 1 }], [{ id: 1 }, { id: 1 }]],
		['another order', 'getServiceTickets', [{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }]],
		['a dropped null', 'getServiceTickets', [{ id: 1, site: null }], [{ id: 1 }]],
		['a missing cell', 'getSystemReportsByReportName', report([1, 2]), [{ a: 1 }]],
	])('are found for %s', (_, id, body, items) => {
		expect(lost(id, body, items)).toBe(true);
	});

	it('are found for a file with other bytes', () => {
		const sample = sampleOf('getFinanceInvoicesByIdPdf');
		const file = exchange({
			headers: { 'content-type': 'application/pdf' },
			body: Buffer.from([1, 255]),
		});
		const itemWith = (bytes: number[]) => [
			{ json: {}, binary: { data: toBinary(Buffer.from(bytes), 'a.pdf', 'application/pdf') } },
		];
		expect(findLoss(sample, [file], itemWith([1, 255]))).toEqual([]);
		expect(findLoss(sample, [file], itemWith([1, 253]))).toHaveLength(1);
	});
});

describe('faults of a request', () => {
	it('are a refusal, and no request at all', () => {
		const sample = sampleOf('getServiceTickets');
		expect(findFaults(sample, [answer([])])).toEqual([]);
		expect(findFaults(sample, [])).toHaveLength(1);
		expect(findFaults(sample, [exchange({ status: 422 })])).toHaveLength(1);
	});

	it('are an option or a body that did not go out as given', () => {
		const query = new URLSearchParams({ companyId: '3' });
		expect(findFaults(sampleOf('getCompanyContactsDefault'), [exchange({ query })])).toEqual([]);
		expect(findFaults(sampleOf('getCompanyContactsDefault'), [exchange({})])).toHaveLength(1);

		const patch = sampleOf('patchServiceTicketsById');
		const sent = Buffer.from('[{"op":"replace","path":"/summary","value":"sample"}]');
		expect(findFaults(patch, [exchange({ requestBody: sent })])).toEqual([]);
		expect(findFaults(patch, [exchange({ requestBody: Buffer.from('[]') })])).toHaveLength(1);
		expect(findFaults(sampleOf('postSystemDocuments'), [exchange({})])).not.toEqual([]);
	});
});

function report(row: unknown[]): object {
	return { column_definitions: [{ a: {} }, { b: {} }], row_values: [row] };
}
