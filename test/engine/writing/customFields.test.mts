import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../sandbox/json.mts';
import { failed, succeeded } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 40 });

interface Field {
	readonly id: number;
	readonly caption: string;
	readonly value?: unknown;
}

const anyTicket = () => Number(sandbox.store('service/tickets').all()[0]?.id);
const patch = async (body: unknown, more = {}) =>
	await connectWise.mutate('patchServiceTicketsById', {
		options: { id: anyTicket() },
		body,
		...more,
	});
const stored = () => {
	const { customFields } = sandbox.store('service/tickets').get(anyTicket()) ?? {};
	const fields = customFields as unknown as Field[];
	return Object.fromEntries(fields.map(({ id, value }) => [id, value ?? null]));
};
const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET');

describe.each(['kept', 'cleared'] as const)(
	'custom fields where omitted ones are %s',
	(omittedCustomFields) => {
		it.each([
			['by caption', { 'Change Number': 'CHG-7' }],
			['by caption in other case', { ' change number ': 'CHG-7' }],
			['by id', { 3: 'CHG-7' }],
			['as a list with ids', [{ id: 3, value: 'CHG-7' }]],
			['as a list with captions', [{ caption: 'Change Number', value: 'CHG-7' }]],
		])('%s are merged with the record', async (_name, customFields) => {
			sandbox.switches.set('omittedCustomFields', omittedCustomFields);
			succeeded(await patch({ customFields: { Risk: 'High', 'Remote Minutes': 45 } }));
			succeeded(await patch({ customFields }));
			expect(stored()).toMatchObject({ 3: 'CHG-7', 4: 'High', 7: 45 });
			expect(writes()).toHaveLength(2);
		});

		it('are undone by no other execution that writes at the same time', async () => {
			sandbox.switches.set('omittedCustomFields', omittedCustomFields);
			sandbox.faults.add({ action: { kind: 'latency', ms: 20, jitterMs: 40 } });
			const changes = [{ 'Change Number': 'CHG-7' }, { Risk: 'High' }, { 'Remote Minutes': 45 }];
			const runs = changes.map(async (customFields) => await patch({ customFields }));
			(await Promise.all(runs)).forEach(succeeded);
			expect(stored()).toMatchObject({ 3: 'CHG-7', 4: 'High', 7: 45 });
		});

		it('are left alone where they are given nothing', async () => {
			sandbox.switches.set('omittedCustomFields', omittedCustomFields);
			succeeded(await patch({ customFields: { Risk: 'High', 'Change Number': 'CHG-7' } }));
			succeeded(
				await patch('={{ { customFields: { Risk: undefined, "Change Number": "CHG-8" } } }}'),
			);
			expect(stored()).toMatchObject({ 3: 'CHG-8', 4: 'High' });
			const { message } = failed(await patch('={{ { customFields: { Risk: undefined } } }}'));
			expect(message).toMatch(/changes nothing/);
		});

		it('are emptied by null, and only that one', async () => {
			sandbox.switches.set('omittedCustomFields', omittedCustomFields);
			succeeded(await patch({ customFields: { Risk: 'High', 'Change Number': 'CHG-7' } }));
			succeeded(await patch({ customFields: { Risk: null } }));
			expect(stored()).toMatchObject({ 3: 'CHG-7', 4: null });
		});
	},
);

describe('custom fields', () => {
	it.each(['Nothing', '999'])(
		'that do not exist (%s) are refused before the write',
		async (name) => {
			const error = failed(await patch({ summary: 'x', customFields: { [name]: 1 } }));
			expect(error.message).toContain(`There is no custom field "${name}"`);
			expect(error.description).toContain('Change Number (3)');
			expect(error.context).toMatchObject({ itemIndex: 0 });
			expect(writes()).toEqual([]);
		},
	);

	it('of another shape are refused', async () => {
		const error = failed(await patch({ customFields: 'CHG-7' }));
		expect(error.message).toContain('"customFields" must be an object of captions');
		expect(writes()).toEqual([]);
	});

	it('come from the form as text', async () => {
		succeeded(
			await connectWise.mutate('patchServiceTicketsById', {
				optionsForm: { id: anyTicket() },
				bodyForm: { customFields: '{ "Risk": "High" }' },
			}),
		);
		expect(stored()).toMatchObject({ 4: 'High' });
	});

	it('of a new record are found by their caption', async () => {
		const result = succeeded(
			await connectWise.mutate('postServiceTickets', {
				body: { summary: 'x', company: { id: 2 }, customFields: { Risk: 'High' } },
			}),
		);
		const fields = result.json[0]?.customFields as unknown as Field[];
		expect(fields.find(({ caption }) => caption === 'Risk')?.value).toBe('High');
		expect(
			writes().map(({ body }) => (body as unknown as { customFields: Field[] }).customFields),
		).toMatchObject([[{ id: 4, value: 'High' }]]);
	});

	it('of one record survive changes side by side', async () => {
		sandbox.control.latency = { latencyMs: 10, latencyJitterMs: 10 };
		const given = [{ Risk: 'High' }, { 'Change Number': 'CHG-7' }, { 'Remote Minutes': 45 }];
		const body = given.map((customFields) => ({ customFields }));
		succeeded(await patch(body, { settings: { maxParallelRequests: 4 } }));
		expect(stored()).toMatchObject({ 3: 'CHG-7', 4: 'High', 7: 45 });
	});

	it.each([1, 4])('of many new records are looked up once (%i in flight)', async (inFlight) => {
		const one = { summary: 'x', company: { id: 2 }, customFields: { Risk: 'High' } };
		const settings = { maxParallelRequests: inFlight };
		succeeded(await connectWise.mutate('postServiceTickets', { body: [one, one, one], settings }));
		const reads = sandbox.journal.entries({ method: 'GET' }).map(({ path }) => path);
		expect(new Set(reads).size).toBe(reads.length);
		expect(writes()).toHaveLength(3);
	});

	it('of the first record of its kind need ids', async () => {
		for (const { id } of sandbox.store('service/tickets').all()) {
			sandbox.store('service/tickets').remove(Number(id));
		}
		const body = { summary: 'x', company: { id: 2 }, customFields: { Risk: 'High' } };
		const error = failed(await connectWise.mutate('postServiceTickets', { body }));
		expect(error.description).toContain('Enter the ID of the custom field');
		expect(writes()).toEqual([]);
	});

	it.each([
		['web page', '<html>', 'text/html', 'it is a web page'],
		['text', 'Done.', 'text/plain', 'it shows no custom fields'],
	])('are not taken for none when a %s comes in their place', async (_name, body, type, reason) => {
		const headers = { 'content-type': type };
		const action = { kind: 'status', status: 200, body, headers } as const;
		sandbox.faults.add({ method: 'GET', action });
		const error = failed(await patch({ customFields: { Risk: 'High' } }));
		expect(error.message).toContain(`cannot be used: ${reason}`);
		expect(writes()).toEqual([]);
	});

	it('are read again when the answer breaks off', async () => {
		const body = '{"id":1,"custom';
		const headers = { 'content-type': 'application/json' };
		sandbox.faults.add({
			method: 'GET',
			times: 1,
			action: { kind: 'status', status: 200, body, headers },
		});
		succeeded(await patch({ customFields: { Risk: 'High' } }));
		expect(stored()).toMatchObject({ 4: 'High' });
	});

	it('of a missing record give the refusal as an item, where that is set', async () => {
		const result = succeeded(
			await patch(
				{ customFields: { Risk: 'High' } },
				{ options: { id: 999_999 }, settings: { onHttpError: 'item' } },
			),
		);
		expect(result.json).toMatchObject([{ statusCode: 404 }]);
	});

	const create = async (customFields: unknown) =>
		await connectWise.mutate('postServiceTickets', {
			body: { summary: 'x', company: { id: 2 }, customFields },
		});
	const sent = () =>
		(writes()[0]?.body as unknown as { customFields: readonly Field[] }).customFields.map(
			({ id, value }) => [id, value] as const,
		);

	it('of a new record given by id take their types from the definitions', async () => {
		succeeded(await create({ 4: 'high', 7: '45', 12: 'true' }));
		expect(sent()).toEqual([
			[4, 'High'],
			[7, 45],
			[12, true],
		]);
		expect(sandbox.journal.count()).toBe(2);
	});

	it('of a new record go by id as given where the definitions may not be read', async () => {
		const action = { kind: 'status', status: 403 } as const;
		sandbox.faults.add({ action, path: '/system/userDefinedFields' });
		succeeded(await create({ 4: 'High' }));
		expect(sent()).toEqual([[4, 'High']]);
	});

	it.each([
		['of a new record by caption', async () => await create({ Risk: 'Extreme' })],
		['of a new record by id', async () => await create({ 4: 'Extreme' })],
		['of a change', async () => await patch({ customFields: { Risk: 'Extreme' } })],
	])(
		'%s with an option that the field does not have are refused, with its options',
		async (_, write) => {
			const error = failed(await write());
			expect(error.message).toContain('The custom field "Risk" has no option "Extreme"');
			expect(error.description).toContain('Choose one of Low, Medium, High');
			expect(writes()).toEqual([]);
		},
	);

	it('keep an option that was taken out of use, in a record that has it', async () => {
		const ticket = sandbox.store('service/tickets').all()[0] ?? {};
		const fields = (ticket.customFields as unknown as Field[]).map((field) =>
			field.id === 4 ? { ...field, value: 'Retired' } : field,
		);
		sandbox.store('service/tickets').replace(Number(ticket.id), {
			...ticket,
			customFields: fields as unknown as JsonObject[],
		});
		succeeded(await patch({ customFields: { 'Change Number': 'CHG-9' } }));
		expect(stored()).toMatchObject({ 3: 'CHG-9', 4: 'Retired' });
	});

	it('of a record that does not exist say so', async () => {
		const error = failed(
			await patch({ customFields: { Risk: 'High' } }, { options: { id: 999_999 } }),
		);
		expect(error.message).toContain('404');
		expect(writes()).toEqual([]);
	});
});

it('a server that needs custom fields with every change says which', async () => {
	sandbox.switches.set('patchNeedsCustomFields', true);
	expect(failed(await patch({ summary: 'x' })).message).toContain('400');
	succeeded(await patch({ summary: 'x', customFields: { Risk: 'Low' } }));
	expect(stored()).toMatchObject({ 4: 'Low' });
});
