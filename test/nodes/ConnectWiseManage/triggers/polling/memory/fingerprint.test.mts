import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/fingerprint.ts';

const SITE = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';
const PARAMETERS = {
	event: 'both',
	operationId: {
		__rl: true,
		mode: 'list',
		value: 'getServiceTickets',
		cachedResultName: 'Tickets',
	},
	optionsMode: 'fields',
	options: {
		mappingMode: 'defineBelow',
		value: { conditions: 'closedFlag = false', fields: 'id' },
		schema: [{ id: 'conditions' }],
	},
	conditionsMode: 'build',
	filters: { rows: [{ recordField: 'summary|text', value: 'x' }] },
	pollOptions: { overlap: 2 },
} as unknown as INodeParameters;

const with_ = (changes: object) => ({ ...PARAMETERS, ...changes }) as INodeParameters;
const base = fingerprintOf(SITE, PARAMETERS);

describe('stays the same', () => {
	it.each([
		['for the same parameters', PARAMETERS],
		['for another kind of changes', with_({ event: 'created' })],
		['for other options of the trigger', with_({ pollOptions: { overlap: 5, simplify: true } })],
		['for another place of the node', with_({ notes: 'moved' })],
		[
			'for another form of the same list',
			with_({ operationId: { mode: 'id', value: 'getServiceTickets' } }),
		],
		[
			'for another schema and another order of keys',
			with_({
				options: { schema: [], value: { fields: 'id', conditions: 'closedFlag = false' } },
			}),
		],
	])('%s', (_, parameters) => {
		expect(fingerprintOf(SITE, parameters)).toBe(base);
	});
});

describe('becomes another', () => {
	it.each([
		['for another list', with_({ operationId: { value: 'getTimeEntries' } })],
		['for other conditions', with_({ options: { value: { conditions: 'closedFlag = true' } } })],
		['without conditions', with_({ options: { value: null } })],
		['for another row of the filter', with_({ filters: { rows: [] } })],
		['for options as JSON', with_({ optionsMode: 'json', optionsJson: '{}' })],
		['without parameters', {}],
	])('%s', (_, parameters) => {
		expect(fingerprintOf(SITE, parameters)).not.toBe(base);
	});

	it('for another site', () => {
		expect(fingerprintOf(SITE.replace('na', 'eu'), PARAMETERS)).not.toBe(base);
	});
});
