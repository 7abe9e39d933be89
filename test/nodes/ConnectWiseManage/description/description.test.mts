import { gzipSync } from 'node:zlib';
import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { searchOperations } from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { ConnectWiseManage } from '../../../../nodes/ConnectWiseManage/ConnectWiseManage.node.ts';
import { ConnectWiseManagePollingTrigger } from '../../../../nodes/ConnectWiseManage/ConnectWiseManagePollingTrigger.node.ts';
import { ConnectWiseManageTrigger } from '../../../../nodes/ConnectWiseManage/ConnectWiseManageTrigger.node.ts';

/** Of all three nodes. What takes the room: a name for each job, and the filter in each node. */
const MAX_BYTES = 86_000;
/** As n8n's server sends them. */
const MAX_SENT_BYTES = 12_000;

const node = new ConnectWiseManage();
const { description, methods } = node;
const { properties } = description;

const OPERATIONS = ['query', 'mutate', 'delete', 'find'];

/** Properties with those inside collections. */
function allProperties(): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...(property.type === 'collection' ? ((property.options ?? []) as INodeProperties[]) : []),
	]);
}

function named(name: string): INodeProperties[] {
	return properties.filter((property) => property.name === name);
}

const choices = allProperties()
	.filter(({ type }) => type === 'options')
	.map((property) => ({
		name: property.name,
		default: property.default,
		values: ((property.options ?? []) as INodePropertyOptions[]).map(({ value }) => value),
	}));

const numbers = allProperties().filter(({ type }) => type === 'number');

/** A condition on the value instead of a value, e.g. a regex. */
const isTest = (value: unknown): boolean => typeof value === 'object' && value !== null;

describe('the description of the node', () => {
	it('is small with those of the triggers, as every editor loads them', () => {
		const nodes = [node, new ConnectWiseManagePollingTrigger(), new ConnectWiseManageTrigger()];
		const text = JSON.stringify(nodes.map((one) => one.description));
		expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
		expect(gzipSync(text).length).toBeLessThan(MAX_SENT_BYTES);
	});

	/** Names of what n8n shows with these values, beside what depends on more than them. */
	function shownNames(operation: string, id: string, isTool: boolean): string[] {
		const operationId = { __rl: true, mode: 'id', value: id };
		const parameters = { resource: 'api', operation, operationId };
		const type = { ...description, name: isTool ? `${description.name}Tool` : description.name };
		return properties
			.filter((one) => NodeHelpers.displayParameter(parameters, one, { typeVersion: 1 }, type))
			.map(({ name }) => name);
	}

	it.each([
		['query', 'getServiceTickets'],
		['query', 'getServiceTicketsById'],
		['query', 'getProcurementProductsByParentIdComponentsById'],
		['query', '={{ $json.id }}'],
		['query', ''],
		['mutate', 'postServiceTickets'],
		['mutate', 'patchServiceTicketsById'],
		['mutate', ''],
		['delete', 'deleteServiceTicketsById'],
	])('shows each property of %s %s once, as a node and as a tool', (operation, id) => {
		for (const isTool of [false, true]) {
			const names = shownNames(operation, id, isTool);
			expect(names).toEqual([...new Set(names)]);
			expect(names).toContain('optionsMode');
			expect(names.includes('itemsMode')).toBe(operation !== 'query');
			expect(names.includes('simplify')).toBe(operation === 'query');
		}
	});

	it('asks Find Operations for nothing that is sent to ConnectWise', () => {
		for (const isTool of [false, true]) {
			const names = shownNames('find', 'getServiceTickets', isTool);
			expect(names).toEqual(['resource', 'operation', 'query', 'kind', 'maxOperations']);
		}
		const asked = ['query', 'kind', 'maxOperations'];
		for (const operation of ['query', 'mutate', 'delete']) {
			const names = shownNames(operation, 'getServiceTickets', false);
			expect(names.filter((name) => asked.includes(name))).toEqual([]);
			expect(names).toEqual(
				expect.arrayContaining(['operationId', 'optionsMode', 'lookUp', 'settings']),
			);
		}
	});

	it('limits lists of tools to fewer records', () => {
		const limits = [false, true].map((isTool) => {
			const type = { ...description, name: isTool ? `${description.name}Tool` : description.name };
			const parameters = {
				operation: 'query',
				operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
				returnAll: false,
			};
			return named('limit')
				.filter((one) => NodeHelpers.displayParameter(parameters, one, { typeVersion: 1 }, type))
				.map((one) => one.default);
		});
		expect(limits).toEqual([[50], [20]]);
	});

	it.each(choices)('has a default for $name that can be chosen', (choice) => {
		expect(choice.values).toContain(choice.default);
		expect(new Set(choice.values).size).toBe(choice.values.length);
	});

	it.each(numbers)('has a default for $name within its limits', (property) => {
		const { minValue = -Infinity, maxValue = Infinity } = property.typeOptions ?? {};
		expect(property.default).toBeGreaterThanOrEqual(minValue);
		expect(property.default).toBeLessThanOrEqual(maxValue);
	});

	it.each(properties.filter(({ type }) => type === 'json'))(
		'has a default for $name that is JSON',
		(property) => {
			expect(JSON.parse(String(property.default))).toEqual({});
		},
	);

	it.each([
		['connectWiseManage', false],
		['connectWiseManageTool', true],
	])('simplifies answers by default in %s: %j', (name, expected) => {
		const parameters = { operation: 'query' };
		const sketch = { typeVersion: 1 };
		const shown = named('simplify').filter((property) =>
			NodeHelpers.displayParameter(parameters, property, sketch, { ...description, name }),
		);
		expect(shown.map((property) => property.default)).toEqual([expected]);
	});

	it('depends on properties and values that exist', () => {
		for (const { name, displayOptions } of properties) {
			for (const [wanted, values] of [
				...Object.entries(displayOptions?.show ?? {}),
				...Object.entries(displayOptions?.hide ?? {}),
			]) {
				// A locator takes any text.
				if (wanted === '@tool' || named(wanted)[0]?.type === 'resourceLocator') continue;
				const offered = named(wanted).flatMap((property) =>
					property.type === 'boolean'
						? [true, false]
						: ((property.options ?? []) as INodePropertyOptions[]).map(({ value }) => value),
				);
				expect(offered, `${name} depends on ${wanted}`).toEqual(
					expect.arrayContaining((values ?? []).filter((value) => !isTest(value))),
				);
			}
		}
	});

	it('names methods that the node has', () => {
		const text = JSON.stringify(properties);
		const namesIn = (key: string) =>
			new Set([...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name));
		expect(namesIn('searchListMethod')).toEqual(new Set(Object.keys(methods.listSearch)));
		expect(namesIn('loadOptionsMethod')).toEqual(new Set(Object.keys(methods.loadOptions)));
		const mapperMethods = properties.map(
			({ typeOptions }) => typeOptions?.resourceMapper?.resourceMapperMethod,
		);
		expect(new Set(mapperMethods.filter(Boolean))).toEqual(
			new Set(Object.keys(methods.resourceMapping)),
		);
	});

	it('has an action for each operation', () => {
		const [operation] = named('operation');
		const operations = (operation?.options ?? []) as INodePropertyOptions[];
		expect(operations.map(({ value }) => value)).toEqual(OPERATIONS);
		expect(operations.every(({ action }) => Boolean(action))).toBe(true);
	});

	it('lets only operation ids pass in the mode By ID', () => {
		const [operationId] = named('operationId');
		const byId = operationId?.modes?.find(({ name }) => name === 'id');
		const [validation] = byId?.validation ?? [];
		const properties = typeof validation === 'object' ? validation.properties : {};
		const pattern = new RegExp((properties as { regex?: string }).regex ?? '(?!)');
		expect(pattern.test('getServiceTickets')).toBe(true);
		expect(['', 'Service Tickets', '/service/tickets', 'get'].some((id) => pattern.test(id))).toBe(
			false,
		);
	});

	it('shows the hint on updates with updates only', async () => {
		const startsUpdate = [{ _cnd: { startsWith: 'patch' } }];
		const modes = named('itemsMode').map(({ hint, displayOptions }) => ({ hint, displayOptions }));
		const hint = expect.stringContaining('An update changes only the fields you add') as string;
		const shown = (show: object) => expect.objectContaining({ show }) as object;
		expect(modes.filter((mode) => mode.hint !== undefined)).toEqual([
			{ hint, displayOptions: shown({ operation: ['update'] }) },
			{ hint, displayOptions: shown({ operation: ['mutate'], operationId: startsUpdate }) },
		]);
		const plain = modes.find(({ displayOptions }) =>
			displayOptions?.show?.operation?.includes('create'),
		);
		expect(plain?.displayOptions?.show?.operation).not.toContain('update');
		expect(plain?.displayOptions?.hide?.operationId).toEqual(startsUpdate);
		for (const { id, method } of await searchOperations('mutate', '')) {
			expect(id.startsWith('patch')).toBe(method === 'PATCH');
		}
	});
});
