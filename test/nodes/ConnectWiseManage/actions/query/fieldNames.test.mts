import { describe, expect, it } from 'vitest';
import { describeUnknownFields } from '../../../../../nodes/ConnectWiseManage/actions/query/fieldNames.ts';
import { template } from '../../templates.mts';
import { SCHEMAS } from '../write/body/ticket.mts';

const TICKETS = template({ response: { kind: 'array', schema: 'Ticket' } }, SCHEMAS);

describe('describeUnknownFields', () => {
	it.each([
		undefined,
		'',
		'id',
		'id, summary ,company/identifier',
		'ID,Summary,Company/Id',
		'_info/lastUpdated,board/_info/x',
		'customFields/whatever',
		'id,,',
	])('has nothing to tell of %j', (fields) => {
		expect(describeUnknownFields(fields, TICKETS)).toBeUndefined();
	});

	it.each([
		['sumary', '"sumary" (did you mean summary?)'],
		['id,sevrity', '"sevrity" (did you mean severity?)'],
		['sumamry', '"sumamry" (did you mean summary?)'],
		['required', '"required" (did you mean requiredDate?)'],
		['comapny/id', '"comapny/id" (did you mean company?)'],
		['company/x', '"company/x", which'],
		['nothingAlike', '"nothingAlike", which'],
		['__proto__', '"__proto__", which'],
		['zz', '"zz", which'],
	])('tells of %s', (fields, told) => {
		expect(describeUnknownFields(fields, TICKETS)).toContain(`Fields (fields) names ${told}`);
	});

	it('stays short for many and long names, and soon done', () => {
		const fields = Array.from({ length: 20_000 }, (_, index) => `${'x'.repeat(100)}${index}`);
		const told = describeUnknownFields(fields.join(','), TICKETS) ?? '';
		expect(told).toContain('and 19995 more');
		expect(told.length).toBeLessThan(1_200);
	});

	it('says nothing where it does not know the records', () => {
		expect(describeUnknownFields('x', template({ response: { kind: 'array' } }))).toBeUndefined();
	});
});
