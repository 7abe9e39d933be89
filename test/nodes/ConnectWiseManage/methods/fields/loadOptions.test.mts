import { describe, expect, it } from 'vitest';
import { ConnectWiseManageTrigger } from '../../../../../nodes/ConnectWiseManage/ConnectWiseManageTrigger.node.ts';
import { RECORD_TYPES } from '../../../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';
import { editorWith } from '../editor.mts';

const { loadOptions } = new ConnectWiseManageTrigger().methods;

const fields = async (event: unknown) =>
	await loadOptions.getFilterFields.call(editorWith({ event }));
const choices = async (event: string, recordField: unknown) =>
	await loadOptions.getFilterChoices.call(editorWith({ event, '&recordField': recordField }));

describe('the rows of Only If', () => {
	it.each(RECORD_TYPES)('offer the fields of $type', async ({ type }) => {
		const values = (await fields(type)).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['id|number', 'lastUpdated|date']));
	});

	it('offer the fields of the chosen event only', async () => {
		const values = (await fields('time')).map(({ value }) => value);
		expect(values).toContain('timeStart|date');
		expect(values).not.toContain('summary|text');
	});

	it.each([[undefined], [null], [''], ['both'], ['constructor']])(
		'offer nothing for the event %j',
		async (event) => expect(await fields(event)).toEqual([]),
	);

	it('offer the values of the field that stands in the row', async () => {
		const severities = await choices('ticket', 'severity|choice');
		expect(severities.map(({ value }) => value)).toEqual(['Low', 'Medium', 'High']);
		for (const other of ['summary|text', 'severity', '', undefined, null]) {
			expect(await choices('ticket', other)).toEqual([]);
		}
	});
});
