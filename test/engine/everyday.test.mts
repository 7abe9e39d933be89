import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/index.mts';
import type { Sandbox } from '../sandbox/index.mts';
import { credentialsFor, requestsOf, succeeded } from './connectWise.mts';
import { runNode } from './harness.mts';
import type { NodeOptions } from './harness.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 60 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });
const form = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });

interface JobCall extends Omit<NodeOptions, 'parameters'> {
	readonly id?: unknown;
	/** Items as the form fills them in. */
	readonly fields?: IDataObject;
	readonly more?: IDataObject;
}

function parametersOf(resource: string, operation: string, call: JobCall = {}): INodeParameters {
	const { id, fields, more } = call;
	return {
		resource,
		operation,
		...(id !== undefined && { recordId: locator(id) }),
		...(fields && { items: form(fields) }),
		...more,
	} as unknown as INodeParameters;
}

/** One everyday job as a workflow holds it: no operation ID, and nothing that its form does not show. */
async function run(resource: string, operation: string, call: JobCall = {}) {
	const { id: _id, fields: _fields, more: _more, ...rest } = call;
	return await runNode({
		...rest,
		parameters: parametersOf(resource, operation, call),
		credentials: credentialsFor(sandbox.url),
	});
}

const store = (path: string) => sandbox.store(path);
const firstOf = (path: string) => store(path).all()[0] ?? expect.fail(`no ${path}`);
const ticketId = () => Number(firstOf('service/tickets').id);
const writes = () => requestsOf(sandbox).filter((line) => !line.startsWith('GET'));
const NEW_TICKET = { summary: 'Printer offline', company: 'acme' };

describe('the verbs', () => {
	it('Create', async () => {
		const company = firstOf('company/companies');
		const { json } = succeeded(
			await run('ticket', 'create', { fields: { ...NEW_TICKET, company: company.identifier } }),
		);
		expect(json).toMatchObject([{ summary: 'Printer offline', company: { id: company.id } }]);
		expect(writes()).toEqual(['POST /service/tickets']);
	});

	it('Get', async () => {
		const { json } = succeeded(await run('ticket', 'get', { id: ticketId() }));
		expect(json).toMatchObject([{ id: ticketId() }]);
		expect(requestsOf(sandbox)).toEqual([`GET /service/tickets/${ticketId()}`]);
	});
});
