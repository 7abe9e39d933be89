import { NodeHelpers, type INode, type INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ConnectWiseManage } from '../../../../nodes/ConnectWiseManage/ConnectWiseManage.node.ts';
import {
	findOperation,
	isListOfRecords,
	loadLookups,
	loadTemplate,
	shapeOfPath,
	toItemFields,
	type OperationTemplate,
} from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { findUpsertRoutes } from '../../../../nodes/ConnectWiseManage/catalogue/records/upsertRoutes.ts';
import { findJob, givenFields, JOBS } from '../../../../nodes/ConnectWiseManage/everyday/jobs.ts';
import { RECORDS } from '../../../../nodes/ConnectWiseManage/everyday/records.ts';
import type { FormPart, Job } from '../../../../nodes/ConnectWiseManage/everyday/types.ts';
import { VERBS } from '../../../../nodes/ConnectWiseManage/everyday/verbs.ts';

const node = new ConnectWiseManage();
const { properties } = node.description;

const named = (job: Job) => ({ title: `${job.resource} ${job.operation}`, job });
const rows = JOBS.map(named);
const verbOf = ({ operation }: Job) => VERBS[operation] ?? expect.fail(`no verb ${operation}`);
const has = (job: Job, part: FormPart) => verbOf(job).form.includes(part);

async function templateOf({ operationId }: Job): Promise<OperationTemplate> {
	return (await loadTemplate(operationId)) ?? expect.fail(`no operation ${operationId}`);
}

/** Names of what the form of a job shows, as n8n works them out with all defaults filled in. */
function shownNames({ resource, operation }: Job, isTool = false): string[] {
	const sketch = { typeVersion: 1 } as INode;
	const type = { ...node.description, name: `connectWiseManage${isTool ? 'Tool' : ''}` };
	const given = { resource, operation };
	const kept = NodeHelpers.getNodeParameters(properties, given, true, false, sketch, type) ?? {};
	const shown = properties.filter((one) => NodeHelpers.displayParameter(kept, one, sketch, type));
	// What the editor shows is what an execution gets to read.
	expect(new Set(shown.map(({ name }) => name))).toEqual(new Set(Object.keys(kept)));
	// n8n 1.x fails to test how a value ends that is not there.
	expect(kept.operationId).toBe('');
	return shown.filter((one) => one.type !== 'hidden').map(({ name }) => name);
}

const PARTS: ReadonlyArray<readonly [FormPart, readonly string[]]> = [
	['record', ['recordId']],
	['options', ['optionsMode', 'options']],
	['filter', ['conditionsMode', 'filterCombination', 'filters']],
	['list', ['returnAll', 'limit', 'orderByFields']],
	['fields', ['returnFields', 'simplify']],
	['items', ['itemsMode', 'items', 'lookUp']],
	['match', ['matchFields']],
];

describe('the table of everyday jobs', () => {
	it('has some sixty jobs and more, each once', () => {
		const names = JOBS.map(({ resource, operation }) => `${resource} ${operation}`);
		expect(names.length).toBeGreaterThanOrEqual(60);
		expect(new Set(names).size).toBe(names.length);
	});

	it('words each action once, in sentence case', () => {
		const actions = JOBS.map(({ action }) => action);
		const [own] = properties.filter(({ name }) => name === 'operation');
		const anyOperation = ((own?.options ?? []) as INodePropertyOptions[]).map(
			({ action }) => action,
		);
		expect(new Set([...actions, ...anyOperation]).size).toBe(actions.length + anyOperation.length);
		expect(actions.filter((action) => !/^[A-Z][a-z]+( [a-z]+| PDF)+$/.test(action))).toEqual([]);
	});

	it.each(rows)('$title names an operation of the catalogue of the right kind', async ({ job }) => {
		const summary = await findOperation(job.operationId);
		// An alias would be a name of yesterday.
		expect(summary?.id).toBe(job.operationId);
		expect(summary?.kind).toBe(verbOf(job).kind);
	});

	it.each(rows)('$title belongs to a record and a verb that the node offers', ({ job }) => {
		expect(RECORDS.map(({ resource }) => resource)).toContain(job.resource);
		expect(job.operation in VERBS).toBe(true);
		const record = RECORDS.find(({ resource }) => resource === job.resource);
		const noun = (record?.name ?? '').toLowerCase().replace(/y$/, '(y|ie)');
		expect(job.action.toLowerCase()).toMatch(new RegExp(`\\b${noun}`));
	});

	it.each(rows)('$title gives only fields that the operation has', async ({ job }) => {
		const template = await templateOf(job);
		const options = template.parameters.map(({ name }) => name);
		const items = (template.schemas.get(template.body.schema ?? '') ?? []).map(({ name }) => name);
		for (const name of givenFields(job, 'options')) expect(options).toContain(name);
		for (const name of givenFields(job, 'items')) expect(items).toContain(name);
		for (const [place, value] of Object.entries(job.preset ?? {})) {
			const field = (template.schemas.get(template.body.schema ?? '') ?? []).find(
				({ name }) => `items.${name}` === place,
			);
			if (field?.enum) expect(field.enum).toContain(value);
		}
	});

	it.each(rows)('$title asks for every id of its path, and for nothing twice', async ({ job }) => {
		const { parameters } = await templateOf(job);
		const required = parameters.filter((one) => one.required).map(({ name }) => name);
		const given = givenFields(job, 'options');
		expect(required.filter((name) => !given.has(name))).toEqual([]);
		expect(has(job, 'record')).toBe(job.record !== undefined);
	});

	it.each(rows)('$title has a form that fits', async ({ job }) => {
		const template = await templateOf(job);
		const { response, body } = template;
		if (has(job, 'list')) expect(isListOfRecords(template) || response.kind === 'array').toBe(true);
		if (has(job, 'fields')) expect(['array', 'object']).toContain(response.kind);
		if (verbOf(job).kind === 'query') expect(body.kind).toBe('none');
		expect(has(job, 'items')).toBe(body.kind !== 'none');
		if (has(job, 'items')) {
			const given = givenFields(job, 'items');
			expect(toItemFields(template).filter(({ id }) => !given.has(id))).not.toEqual([]);
		}
		if (job.operation.startsWith('download')) expect(response.kind).toBe('binary');
		if (job.operation === 'count') expect(response.kind).toBe('count');
		if (job.operation === 'update') expect(body.kind).toBe('patch');
		expect(has(job, 'match')).toBe(job.updatesExisting === true);
		if (job.updatesExisting) expect(await findUpsertRoutes(template)).toBeDefined();
	});

	it.each(rows)('$title shows what its form has, each once, as a node and as a tool', ({ job }) => {
		for (const isTool of [false, true]) {
			const names = shownNames(job, isTool);
			expect(new Set(names).size).toBe(names.length);
			expect(names.slice(0, 2)).toEqual(['resource', 'operation']);
			expect(names.at(-1)).toBe('settings');
			expect(names).not.toContain('operationId');
			expect(names).not.toContain('ifExists');
			expect(names.includes('output')).toBe(has(job, 'files') && !isTool);
			expect(names.includes('noteType')).toBe(job.choice !== undefined);
			for (const [part, wanted] of PARTS) {
				expect(
					wanted.filter((name) => names.includes(name)),
					part,
				).toEqual(has(job, part) ? wanted : []);
			}
			// Something to fill in beside the two and Request Settings.
			expect(names.length).toBeGreaterThan(3);
		}
	});

	it('puts the fields of a new record first', () => {
		for (const job of JOBS.filter(({ operation }) => ['create', 'upsert'].includes(operation))) {
			expect(shownNames(job).slice(2, 4)).toEqual(['itemsMode', 'items']);
		}
	});

	it('shares no value of Operation with Any Operation, whose parameters look at it alone', () => {
		for (const operation of ['query', 'mutate', 'delete', 'find']) {
			expect(Object.keys(VERBS)).not.toContain(operation);
		}
	});

	it('offers tickets first, verbs in the order of their names, and no verb in vain', () => {
		expect(RECORDS[0]?.resource).toBe('ticket');
		for (const { resource } of RECORDS) {
			const jobs = JOBS.filter((job) => job.resource === resource);
			const names = jobs.map((job) => verbOf(job).name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
			expect(jobs.map(({ operation }) => operation)).toContain('getAll');
		}
		expect(new Set(JOBS.map(({ operation }) => operation))).toEqual(new Set(Object.keys(VERBS)));
	});

	it.each(RECORDS)('has a list to search $name in, or says that there is none', async (record) => {
		const lookups = await loadLookups();
		const isKnown = lookups.byCollection.has(shapeOfPath(record.collection));
		expect(record.names === undefined).toBe(isKnown);
		const list = await loadTemplate(findJob(record.resource, 'getAll')?.operationId ?? '');
		expect(list?.path).toBe(record.collection);
		const fields = list?.schemas.get(list.response.schema ?? '')?.map(({ name }) => name);
		expect(fields).toEqual(expect.arrayContaining([...(record.names ?? [])]));
	});
});

describe('findJob', () => {
	it.each([
		['api', 'query'],
		['api', 'getAll'],
		[undefined, 'query'],
		['ticket', 'query'],
		['ticket', undefined],
		['member', 'create'],
		['constructor', 'constructor'],
		[{}, []],
	])('finds none for %j %j', (resource, operation) => {
		expect(findJob(resource, operation)).toBeUndefined();
	});
});
