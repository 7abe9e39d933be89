import { describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { failed, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import type { CallOptions, Kind } from '../connectWise.mts';
import { toBinary } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 60 });

const TICKET = { summary: 'Sample', company: { id: 2 } };
const COMPANY = { identifier: 'Sample', name: 'Sample', site: { name: 'Main' } };
const UPSERT = { parameters: { ifExists: 'update' } };

const anyTicket = () => sandbox.store('service/tickets').all()[0] as IDataObject;

const anyCompany = () => sandbox.store('company/companies').all()[0] as IDataObject;

const preview = async (kind: Kind, operationId: string, call: CallOptions = {}) =>
	await connectWise.run(kind, operationId, {
		...call,
		settings: { preview: true, ...call.settings },
	});

/** Every kind of write, each of which the sandbox would carry out. */
const WRITES: ReadonlyArray<[string, Kind, string, () => CallOptions]> = [
	['create', 'mutate', 'postServiceTickets', () => ({ body: TICKET })],
	[
		'create with custom fields',
		'mutate',
		'postServiceTickets',
		() => ({
			body: {
				...TICKET,
				customFields: { [String((anyTicket().customFields as IDataObject[])[0]?.caption)]: null },
			},
		}),
	],
	[
		'patch',
		'mutate',
		'patchServiceTicketsById',
		() => ({ options: { id: anyTicket().id }, body: { summary: 'New' } }),
	],
	[
		'ready-made patch',
		'mutate',
		'patchServiceTicketsById',
		() => ({
			options: { id: anyTicket().id },
			body: [{ op: 'replace', path: '/summary', value: 'New' }],
		}),
	],
	[
		'put',
		'mutate',
		'putServiceTicketsById',
		() => ({
			options: { id: anyTicket().id },
			body: { ...TICKET, severity: 'Medium', impact: 'Medium' },
		}),
	],
	['delete', 'delete', 'deleteServiceTicketsById', () => ({ options: { id: anyTicket().id } })],
	[
		'upload',
		'mutate',
		'postSystemDocuments',
		() => ({
			body: { recordType: 'Ticket', recordId: anyTicket().id, title: 'Notes' },
			items: [{ json: {}, binary: { data: toBinary(Buffer.from('text'), 'a.txt', 'text/plain') } }],
		}),
	],
	[
		'bulk',
		'mutate',
		'postCompanyConfigurationsBulk',
		() => ({ body: [{ name: 'A', type: { id: 1 }, company: { id: 2 } }] }),
	],
	[
		'create or update that would create',
		'mutate',
		'postCompanyCompanies',
		() => ({ body: COMPANY, ...UPSERT }),
	],
	[
		'create or update that would update',
		'mutate',
		'postCompanyCompanies',
		() => ({
			body: { identifier: anyCompany().identifier, name: 'Renamed' },
			parameters: { ifExists: 'updateOnly' },
		}),
	],
];

describe('Preview', () => {
	it.each(WRITES)('sends nothing but reads for a %s', async (_, kind, operationId, toCall) => {
		const call = toCall();
		const result = succeeded(await preview(kind, operationId, call));
		expect(result.json).toMatchObject([{ preview: true, method: expect.any(String) as string }]);
		expect(requestsOf(sandbox).filter((request) => !request.startsWith('GET '))).toEqual([]);
		sandbox.journal.clear();
		succeeded(await connectWise.run(kind, operationId, call));
		const written = sandbox.journal.entries().filter(({ method }) => method !== 'GET');
		const path = written.at(-1)?.path.replace(/^.*\/apis\/3\.0/, '');
		expect(result.json[0]).toMatchObject({ method: written.at(-1)?.method, path });
		if (operationId !== 'postSystemDocuments') {
			expect(result.json[0]?.body ?? undefined).toEqual(written.at(-1)?.body);
		}
	});

	it('shows of an update what differs, with old and new value', async () => {
		const { id, summary, board } = anyTicket();
		const body = { summary: 'New', board: { id: (board as IDataObject).id }, budgetHours: 77 };
		const result = succeeded(
			await preview('mutate', 'patchServiceTicketsById', { options: { id }, body }),
		);
		expect(result.json[0]?.changes).toEqual([
			{ field: 'summary', old: summary, new: 'New' },
			{ field: 'budgetHours', old: anyTicket().budgetHours ?? null, new: 77 },
		]);
	});

	it('shows what would become of each record with If It Exists Already', async () => {
		const company = anyCompany();
		const there = { ...COMPANY, identifier: company.identifier, name: 'Renamed' };
		const same = { identifier: company.identifier, name: company.name, site: { name: 'Main' } };
		const call = (ifExists: string, body: unknown) =>
			preview('mutate', 'postCompanyCompanies', { body, parameters: { ifExists } });
		expect(succeeded(await call('update', [COMPANY])).json).toMatchObject([
			{ expected: 'created' },
		]);
		expect(succeeded(await call('updateOnly', [there])).json).toMatchObject([
			{ expected: 'updated' },
		]);
		expect(succeeded(await call('leave', [same])).json).toEqual([
			{ preview: true, method: null, expected: 'left', id: company.id },
		]);
	});

	it('shows the files of an upload by name and type, without their content', async () => {
		const [, kind, operationId, toCall] = WRITES[6] ?? [];
		if (!kind || !operationId || !toCall) throw new Error('There is no upload');
		const [shown] = succeeded(await preview(kind, operationId, toCall())).json;
		expect(shown?.body).toMatchObject({
			fields: { title: 'Notes' },
			files: [{ field: 'file', binaryField: 'data', fileName: 'a.txt', mimeType: 'text/plain' }],
		});
	});

	it('pairs its items, and gives the errors that can be told without sending', async () => {
		const items = [{ summary: 'A', company: 2 }, { summary: 'B' }];
		const result = await preview('mutate', 'postServiceTickets', {
			items,
			isInputBody: true,
			onError: 'continueRegularOutput',
		});
		expect(result.json).toMatchObject([
			{ preview: true, body: { summary: 'A', company: { id: 2 } } },
			{ error: expect.stringContaining('company') as string },
		]);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('fails for an update of a record that is not there', async () => {
		const error = failed(
			await preview('mutate', 'patchServiceTicketsById', {
				options: { id: 999_999 },
				body: { summary: 'New' },
			}),
		);
		expect(error.message).toContain('404');
	});

	it('is off where it is empty, and changes nothing about Query', async () => {
		const ids = idsOf(succeeded(await preview('query', 'getServiceTickets', { limit: 3 })));
		expect(ids).toHaveLength(3);
		succeeded(
			await connectWise.mutate('postServiceTickets', { body: TICKET, settings: { preview: '' } }),
		);
		expect(requestsOf(sandbox).at(-1)).toBe('POST /service/tickets');
	});
});
