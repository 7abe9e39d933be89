import { describe, expect, it } from 'vitest';
import {
	planBody,
	splitCustomFields,
} from '../../../../../nodes/ConnectWiseManage/actions/write/planned.ts';
import type { Body } from '../../../../../nodes/ConnectWiseManage/actions/write/body/bodies.ts';
import type { Runtime } from '../../../../../nodes/ConnectWiseManage/actions/run/runtime.ts';
import type { OperationTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { template } from '../../templates.mts';
import { SCHEMAS } from './body/ticket.mts';

const operation = (method: OperationTemplate['method'], kind: OperationTemplate['body']['kind']) =>
	template({ method, body: { kind, required: true, schema: 'Ticket' } }, SCHEMAS);

const CREATE = operation('POST', 'object');
const REPLACE = operation('PUT', 'object');
const UPDATE = operation('PATCH', 'patch');

const plan = (body: Body, of: OperationTemplate) => planBody({} as Runtime, of, body, 0);
const record = (given: Record<string, unknown>): Body => ({ kind: 'record', record: given });
const TAG = [{ name: 'Asset Tag', value: 'A-1' }];

describe('planBody', () => {
	it('makes operations of changes, once, and keeps custom fields apart', () => {
		const body = record({ summary: 'x', budgetHours: null, customFields: { 'Asset Tag': 'A-1' } });
		expect(plan(body, UPDATE)).toEqual({
			kind: 'patch',
			operations: [
				{ op: 'replace', path: 'summary', value: 'x' },
				{ op: 'remove', path: 'budgetHours' },
			],
			customFields: TAG,
			given: { summary: 'x', budgetHours: null },
		});
	});

	it('takes a ready-made patch as it is, and tells what it sets', () => {
		const elements = [{ op: 'replace', path: '/summary', value: 'x' }];
		expect(plan({ kind: 'array', elements }, UPDATE)).toEqual({
			kind: 'patch',
			operations: elements,
			given: { summary: 'x' },
		});
	});

	it.each<[string, Record<string, unknown>]>([
		['no field', {}],
		['fields that give nothing', { summary: undefined }],
		['an id alone', { id: 5 }],
		['custom fields that give nothing', { customFields: { 'Asset Tag': undefined } }],
		['no custom field', { customFields: {} }],
	])('refuses an update of %s', (_, given) => {
		expect(() => plan(record(given), UPDATE)).toThrow(/changes nothing/);
	});

	it('refuses what cannot name custom fields', () => {
		for (const of of [CREATE, REPLACE, UPDATE]) {
			expect(() => plan(record({ summary: 'x', customFields: 'x' }), of)).toThrow(
				/must be an object of captions/,
			);
		}
	});

	it('sends nothing, or a list, as it is', () => {
		expect(plan({ kind: 'none' }, CREATE)).toEqual({ kind: 'none' });
		const list: Body = { kind: 'array', elements: [1, 2] };
		expect(plan(list, operation('POST', 'array'))).toEqual(list);
	});
});

describe('splitCustomFields', () => {
	it('leaves them in a record whose kind has none', () => {
		const given = { customFields: { 'Asset Tag': 'A-1' } };
		expect(splitCustomFields(given, template({ method: 'POST' }))).toEqual({ record: given });
	});

	it('drops those that change nothing, but not where the whole record is replaced', () => {
		const given = { summary: 'x', customFields: { 'Asset Tag': undefined } };
		expect(splitCustomFields(given, CREATE)).toEqual({ record: { summary: 'x' } });
		expect(splitCustomFields(given, REPLACE)).toEqual({
			record: { summary: 'x' },
			customFields: [],
		});
	});
});
