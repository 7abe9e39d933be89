import { describe, expect, it } from 'vitest';
import {
	findByRoute,
	loadTemplate,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { toFieldValue } from '../../../../../nodes/ConnectWiseManage/conditions/listFields.ts';
import {
	fieldsOfSource,
	fieldsOfType,
} from '../../../../../nodes/ConnectWiseManage/triggers/callback/recordFields.ts';
import {
	findRecordType,
	RECORD_TYPES,
} from '../../../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';

const sources = RECORD_TYPES.flatMap((type) => type.sources);

describe('the fields that a record type can be filtered by', () => {
	it.each(sources)('are those of $path, whose conditions go by their own names', async (source) => {
		const fields = await fieldsOfSource(source);
		expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['id', 'lastUpdated']));
		const operation = await findByRoute('GET', source.path);
		const template = await loadTemplate(operation?.id ?? '');
		const names = template?.parameters.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([...new Set(fields.map(({ place }) => place))]));
	});

	it.each(RECORD_TYPES)('have each a value of their own for $type', async (recordType) => {
		const values = (await fieldsOfType(recordType)).map(toFieldValue);
		expect(values).toHaveLength(new Set(values).size);
	});

	it('are those of both kinds of tickets, sorted, custom fields last', async () => {
		const ticket = findRecordType('ticket');
		const fields = ticket ? await fieldsOfType(ticket) : [];
		const values = fields.map(toFieldValue);
		expect(values).toEqual(
			expect.arrayContaining(['team/name|text', 'phase/name|text', 'summary|text']),
		);
		expect(values.slice(-4).every((value) => value.startsWith('customFields|'))).toBe(true);
		const labels = fields.slice(0, -4).map(({ label }) => label);
		expect(labels).toEqual(labels.toSorted((left, right) => (left < right ? -1 : 1)));
	});

	it('are none for a list that is not known', async () => {
		expect(await fieldsOfSource({ path: '/no/such', auditType: 'None' })).toEqual([]);
	});
});
