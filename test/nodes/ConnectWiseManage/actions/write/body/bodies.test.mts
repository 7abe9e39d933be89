import { describe, expect, it } from 'vitest';
import { toBodies } from '../../../../../../nodes/ConnectWiseManage/actions/write/body/bodies.ts';
import type {
	BodyTemplate,
	OperationTemplate,
} from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { template } from '../../../templates.mts';
import { SCHEMAS } from './ticket.mts';

const operation = (body: Partial<BodyTemplate>, method: OperationTemplate['method'] = 'POST') =>
	template(
		{ method, body: { kind: 'object', required: true, schema: 'Ticket', ...body } },
		SCHEMAS,
	);

const CREATE = operation({});
const UPDATE = operation({ kind: 'patch' }, 'PATCH');
const LIST = operation({ kind: 'array' });
const IDS = operation({ kind: 'array', schema: undefined, itemType: 'integer' });

const TICKET = { summary: 'x', company: { id: 1 } };
const PATCH = [{ op: 'replace', path: 'summary', value: 'y' }];

const bodiesOf = (given: unknown, of: OperationTemplate) => toBodies(given, of, 'UTC');

describe('toBodies', () => {
	it('makes a request of an object, and one each of a list', () => {
		expect(bodiesOf(TICKET, CREATE)).toEqual([{ kind: 'record', record: TICKET }]);
		expect(bodiesOf([TICKET, TICKET], CREATE)).toHaveLength(2);
		expect(bodiesOf([], CREATE)).toEqual([]);
	});

	it('makes one request of a list where the API takes a list', () => {
		expect(bodiesOf([TICKET, TICKET], LIST)).toEqual([
			{ kind: 'array', elements: [TICKET, TICKET] },
		]);
		expect(bodiesOf(TICKET, LIST)).toEqual([{ kind: 'array', elements: [TICKET] }]);
		expect(bodiesOf([1, 2], IDS)).toEqual([{ kind: 'array', elements: [1, 2] }]);
	});

	it('lets a ready-made patch pass, also one for each request', () => {
		expect(bodiesOf(PATCH, UPDATE)).toEqual([{ kind: 'array', elements: PATCH }]);
		expect(bodiesOf([PATCH, { summary: 'z' }], UPDATE)).toEqual([
			{ kind: 'array', elements: PATCH },
			{ kind: 'record', record: { summary: 'z' } },
		]);
	});

	it('takes a single operation for a patch of one', () => {
		const [operation] = PATCH;
		expect(bodiesOf(operation, UPDATE)).toEqual([{ kind: 'array', elements: [operation] }]);
		expect(bodiesOf([operation, { summary: 'z' }], UPDATE)[0]).toEqual({
			kind: 'array',
			elements: [operation],
		});
	});

	it.each(['company/id', '/company/id', 'company.id'])(
		'replaces the whole reference for %s',
		(name) => {
			expect(bodiesOf({ [name]: '5' }, UPDATE)).toEqual([
				{ kind: 'record', record: { company: { id: 5 } } },
			]);
		},
	);

	it('nests dotted names, brings values into form, and drops bookkeeping', () => {
		const given = { summary: 'x', 'company.id': '5', closedFlag: 'true', _info: {}, '_info.id': 1 };
		expect(bodiesOf(given, CREATE)).toEqual([
			{ kind: 'record', record: { summary: 'x', company: { id: 5 }, closedFlag: true } },
		]);
	});

	it('leaves blanks out of new records, and keeps them in changes', () => {
		const blanks = { severity: null, board: { id: null } };
		expect(bodiesOf({ ...TICKET, ...blanks }, CREATE)).toEqual([
			{ kind: 'record', record: TICKET },
		]);
		expect(bodiesOf(blanks, UPDATE)).toEqual([{ kind: 'record', record: blanks }]);
	});

	it.each(['_info', '_info.id', '_info/lastUpdated', '/_info/id'])('drops %s', (name) => {
		expect(bodiesOf({ summary: 'y', [name]: 1 }, UPDATE)).toEqual([
			{ kind: 'record', record: { summary: 'y' } },
		]);
	});

	it('brings the dates of a ready-made patch into the form of the API', () => {
		const value = '2026-07-01T12:00:00.000+02:00';
		const patch = [{ op: 'replace', path: 'requiredDate', value }];
		const sent = [{ op: 'replace', path: 'requiredDate', value: '2026-07-01T10:00:00Z' }];
		expect(bodiesOf(patch, UPDATE)).toEqual([{ kind: 'array', elements: sent }]);
		expect(bodiesOf([patch, patch], UPDATE)).toEqual([
			{ kind: 'array', elements: sent },
			{ kind: 'array', elements: sent },
		]);
	});

	it('brings the dates of custom fields in a list of records into that form', () => {
		const record = { id: 1, ...TICKET, customFields: [{ id: 3, value: new Date(0) }] };
		expect(bodiesOf([record], LIST)).toEqual([
			{
				kind: 'array',
				elements: [{ ...record, customFields: [{ id: 3, value: '1970-01-01T00:00:00Z' }] }],
			},
		]);
	});

	it('empties no custom fields at once, and says how to empty one', () => {
		const REPLACE = operation({}, 'PUT');
		for (const of of [UPDATE, REPLACE]) {
			expect(() => bodiesOf({ id: 1, ...TICKET, customFields: null }, of)).toThrow(
				/Custom Fields \(customFields\) is empty, which would clear every custom field/,
			);
		}
		expect(() => bodiesOf({ ...TICKET, customFields: null }, CREATE)).not.toThrow();
		expect(() => bodiesOf({ customFields: undefined }, UPDATE)).not.toThrow();
	});

	it('demands required fields of new records only', () => {
		expect(() => bodiesOf({ summary: 'x' }, CREATE)).toThrow(
			/Items is missing Company \(company\)/,
		);
		expect(() => bodiesOf({ summary: 'x' }, UPDATE)).not.toThrow();
	});

	it.each(['text', 5, [null], [[1]], true])('refuses %j', (given) => {
		expect(() => bodiesOf(given, CREATE)).toThrow(/Items must contain objects, not/);
	});
});
