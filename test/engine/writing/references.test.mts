import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { JsonObject } from '../../sandbox/json.mts';
import { connectTo, failed, requestsOf, succeeded } from '../connectWise.mts';
import type { ConnectWise } from '../connectWise.mts';

let sandbox: Sandbox;
let connectWise: ConnectWise;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 20 });
	connectWise = connectTo(sandbox.url);
});
beforeEach(() => {
	insert('company/companies', { name: 'Quill & Sons Example', identifier: 'QuillSons' });
	insert('company/companies', { name: 'Twin Example', identifier: 'twinA' });
	insert('company/companies', { name: 'twin example', identifier: 'twinB' });
	insert('company/companies', { name: 'QuillSons', identifier: 'Confusing' });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const insert = (path: string, record: JsonObject) => sandbox.store(path).insert(record);
const idOf = (path: string, identifier: string) =>
	sandbox
		.store(path)
		.all()
		.find((record) => record.identifier === identifier)?.id;
const companyId = (identifier: string) => idOf('company/companies', identifier);
const create = async (body: IDataObject | string, more = {}) =>
	await connectWise.mutate('postServiceTickets', { body, ...more });
const ticket = (fields: IDataObject) => ({ summary: 'By name', ...fields });
const sent = () =>
	sandbox.journal.entries({ method: 'POST' }).map(({ body }) => body as IDataObject);
const searches = () => requestsOf(sandbox).filter((request) => request.startsWith('GET'));

describe('a company given by text', () => {
	it.each([
		['identifier', 'QuillSons'],
		['identifier in other case', ' quillsons '],
		['name', 'Quill & Sons Example'],
		['name in other case', 'QUILL & SONS EXAMPLE'],
	])('is found by its %s', async (_, company) => {
		succeeded(await create(ticket({ company })));
		expect(sent()).toEqual([ticket({ company: { id: companyId('QuillSons') } })]);
		expect(searches()).toEqual(['GET /company/companies/info']);
	});

	it('is found from a form, from input items and for a change alike', async () => {
		const company = 'Quill & Sons Example';
		const expected = { id: companyId('QuillSons') };
		succeeded(await connectWise.mutate('postServiceTickets', { bodyForm: ticket({ company }) }));
		succeeded(
			await connectWise.mutate('postServiceTickets', {
				parameters: { itemsMode: 'input' },
				items: [{ json: ticket({ company }) }],
			}),
		);
		expect(sent().map((body) => body.company)).toEqual([expected, expected]);
		const [first] = sandbox.store('service/tickets').all();
		succeeded(
			await connectWise.mutate('patchServiceTicketsById', {
				options: { id: first?.id as number },
				body: { company },
			}),
		);
		const patch = sandbox.journal.last({ method: 'PATCH' })?.body;
		expect(patch).toEqual([{ op: 'replace', path: 'company', value: expected }]);
	});

	it('is refused with the records named where several have the name', async () => {
		const error = failed(await create(ticket({ company: 'Twin Example' })));
		const [first, second] = [companyId('twinA'), companyId('twinB')];
		expect(error.message).toContain('Company (company): "Twin Example" matches several records');
		expect(error.message).toContain(`Twin Example (twinA), ID ${String(first)}`);
		expect(error.message).toContain(`twin example (twinB), ID ${String(second)}`);
		expect(error.description).toContain('Enter the identifier or the ID');
		expect(sent()).toEqual([]);
	});

	it('is refused with advice where none has it, before anything is sent', async () => {
		const items = [
			{ json: ticket({ company: 'QuillSons' }) },
			{ json: ticket({ company: 'Nobody' }) },
		];
		const error = failed(
			await connectWise.mutate('postServiceTickets', {
				parameters: { itemsMode: 'input' },
				items,
			}),
		);
		expect(error.message).toContain('ConnectWise has no record with the name "Nobody"');
		expect(error.description).toContain('identifier, whole name or ID, or choose it in Look Up');
		expect(sent()).toEqual([]);
	});

	it.each(['it\'s "odd"', 'line\nbreak', 'x'.repeat(5_000), '(', '[2026-01-01]', '\\', '%', '*'])(
		'that is %j is looked for as it is',
		async (company) => {
			const error = failed(await create(ticket({ company })));
			expect(error.message).toContain('ConnectWise has no record with the name');
			expect(error.message.length).toBeLessThan(600);
			expect(sent()).toEqual([]);
		},
	);

	it('is asked for once, however many items name it', async () => {
		const names = ['Quill & Sons Example', 'quill & sons example', 'AlderBakery2'];
		const items = Array.from({ length: 60 }, (_, index) => ({
			json: ticket({ company: names[index % 3] }),
		}));
		const result = await connectWise.mutate('postServiceTickets', {
			parameters: { itemsMode: 'input' },
			items,
		});
		expect(succeeded(result).json).toHaveLength(60);
		expect(searches()).toHaveLength(2);
	});

	it('lets the others go on where the node continues on errors', async () => {
		const items = ['Nobody', 'QuillSons', 'Nobody'].map((company) => ({
			json: ticket({ company }),
		}));
		const { json } = await connectWise.mutate('postServiceTickets', {
			parameters: { itemsMode: 'input' },
			items,
			onError: 'continueRegularOutput',
		});
		expect(json.map((item) => 'error' in item)).toEqual([true, false, true]);
		expect(searches()).toHaveLength(2);
	});

	it('goes out by identifier where its list may not be read', async () => {
		const action = { kind: 'status', status: 403 } as const;
		sandbox.faults.add({ action, path: '/company/companies/info' });
		succeeded(await create(ticket({ company: 'QuillSons' })));
		expect(sent()).toEqual([ticket({ company: { identifier: 'QuillSons' } })]);
	});

	it.each([
		[{ company: { identifier: 'AlderBakery2' } }],
		[{ company: { name: 'AlderBakery2' } }],
		[{ company: 2 }],
		[{ company: '2' }],
		[{ company: null }],
		[{ company: ' ' }],
	])('is not looked for where it comes as %j', async (fields) => {
		await create(ticket(fields));
		expect(searches()).toEqual([]);
	});
});

describe('other records given by text', () => {
	const members = () => sandbox.store('system/members').all();
	const assigned = async (owner: unknown) => {
		succeeded(await create(ticket({ company: 2, owner: owner as string })));
		return sent().at(-1)?.owner;
	};

	it('are members by identifier, full name and e-mail address, of a list that is read once', async () => {
		const [member] = members();
		const expected = { id: member?.id };
		const fullName = `${String(member?.firstName)}  ${String(member?.lastName)}`;
		expect(await assigned(member?.identifier)).toEqual(expected);
		expect(await assigned(fullName.toLowerCase())).toEqual(expected);
		expect(await assigned(member?.officeEmail)).toEqual(expected);
		const owners = members().slice(0, 5);
		const before = searches().length;
		succeeded(
			await connectWise.mutate('postServiceTickets', {
				parameters: { itemsMode: 'input' },
				items: owners.map(({ identifier }) => ({
					json: ticket({ company: 2, owner: identifier as string }),
				})),
			}),
		);
		expect(searches().slice(before)).toEqual(['GET /system/info/members']);
	});

	it('are inactive members too, where no other has the name', async () => {
		const inactive = members().find(({ inactiveFlag }) => inactiveFlag === true);
		expect(await assigned(inactive?.identifier)).toEqual({ id: inactive?.id });
	});

	it('are members of a list that is too long to be read', async () => {
		for (let index = 0; index < 300; index++) {
			insert('system/members', {
				identifier: `crowd${index}`,
				firstName: 'Crowd Van',
				lastName: `Example ${index}`,
				inactiveFlag: false,
			});
		}
		expect(await assigned('Crowd Van Example 277')).toEqual({
			id: idOf('system/members', 'crowd277'),
		});
	});

	it('name a member that was meant', async () => {
		const [member] = members();
		const name = `${String(member?.firstName)} ${String(member?.lastName)}x`;
		const error = failed(await create(ticket({ company: 2, owner: name })));
		expect(error.message).toContain(`Owner (owner): ConnectWise has no record with the name`);
		expect(error.description).toContain('Did you mean');
	});

	it('are contacts by full name and e-mail address', async () => {
		const contacts = sandbox.store('company/contacts').all();
		const isUnique = ({ firstName, lastName }: JsonObject) =>
			contacts.filter((one) => one.firstName === firstName && one.lastName === lastName).length ===
			1;
		const contact = contacts.find((one) => one.inactiveFlag !== true && isUnique(one));
		const mail = (contact?.communicationItems as JsonObject[]).find(({ value }) =>
			String(value).includes('@'),
		)?.value;
		const name = `${String(contact?.firstName)} ${String(contact?.lastName)}`;
		for (const text of [name, mail]) {
			succeeded(await create(ticket({ company: 2, contact: text as string })));
			expect(sent().at(-1)?.contact).toEqual({ id: contact?.id });
		}
	});

	it('are departments by name, though the reference has an identifier', async () => {
		const [department] = sandbox.store('system/departments').all();
		succeeded(await create(ticket({ company: 2, department: department?.name as string })));
		expect(sent().at(-1)?.department).toEqual({ id: department?.id });
	});

	it('are left to the server where they belong to another record of the form', async () => {
		succeeded(await create(ticket({ company: 2, board: 'Help Desk Example', status: 'New' })));
		expect(sent().at(-1)?.status).toEqual({ name: 'New' });
		expect(searches()).toEqual([]);
	});
});
