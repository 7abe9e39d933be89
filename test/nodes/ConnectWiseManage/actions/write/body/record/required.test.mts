import { describe, expect, it } from 'vitest';
import { assertRequiredFields } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/record/required.ts';
import type { HttpMethod } from '../../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { template } from '../../../../templates.mts';
import { SCHEMAS } from '../ticket.mts';

const operation = (method: HttpMethod) =>
	template(
		{ method, label: 'Tickets', body: { kind: 'object', required: true, schema: 'Ticket' } },
		SCHEMAS,
	);

const COMPLETE = { id: 1, summary: 'x', company: { id: 2 } };

describe('assertRequiredFields', () => {
	it.each<readonly [HttpMethod, Record<string, unknown>, string]>([
		['POST', {}, 'Summary (summary), Company (company) by id, identifier or name'],
		['POST', { ...COMPLETE, summary: '' }, 'Summary (summary)'],
		['POST', { ...COMPLETE, company: {} }, 'Company (company) by id, identifier or name'],
		[
			'POST',
			{ ...COMPLETE, company: { id: null, name: '' } },
			'Company (company) by id, identifier or name',
		],
		['PUT', { ...COMPLETE, id: undefined }, 'ID (id)'],
		['PUT', { id: 1, company: { id: 2 } }, 'Summary (summary)'],
	])('of %s misses fields in %j', (method, body, missing) => {
		expect(() => assertRequiredFields(body, operation(method))).toThrow(
			`Items is missing ${missing}, required by Tickets`,
		);
	});

	it('is content with what a create and an update need', () => {
		const { id: _, ...created } = COMPLETE;
		expect(() => assertRequiredFields(created, operation('POST'))).not.toThrow();
		expect(() => assertRequiredFields(COMPLETE, operation('PUT'))).not.toThrow();
	});

	it('takes 0 and false for values', () => {
		const body = { ...COMPLETE, summary: 0, company: { id: 0 } };
		expect(() => assertRequiredFields(body, operation('POST'))).not.toThrow();
	});
});
