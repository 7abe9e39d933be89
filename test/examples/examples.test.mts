import type { INodeProperties, INodePropertyCollection, ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import {
	loadTemplate,
	toItemFields,
	toOptionFields,
} from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import { ConnectWiseManage } from '../../nodes/ConnectWiseManage/ConnectWiseManage.node.ts';
import { ConnectWiseManagePollingTrigger } from '../../nodes/ConnectWiseManage/ConnectWiseManagePollingTrigger.node.ts';
import { ConnectWiseManageTrigger } from '../../nodes/ConnectWiseManage/ConnectWiseManageTrigger.node.ts';
import {
	readHandling,
	readWatch,
} from '../../nodes/ConnectWiseManage/triggers/callback/parameters.ts';
import { findJob, givenFields } from '../../nodes/ConnectWiseManage/everyday/jobs.ts';
import { VERBS } from '../../nodes/ConnectWiseManage/everyday/verbs.ts';
import type { WorkflowNode } from '../../tools/hosts/n8nCli.mts';
import { isOurNode, readExamples } from '../../tools/demo/workflows.mts';

const NODE_WIDTH = 100;
/** With a longer one n8n 1.x keeps nothing between executions, and says nothing. */
const ID = /^\w{1,16}$/;

interface FilledForm {
	readonly value: Readonly<Record<string, unknown>> | null;
	readonly schema: ReadonlyArray<{ readonly id: string }>;
}

interface OurParameters {
	readonly resource?: string;
	readonly operation: string;
	readonly operationId?: { readonly value: string };
	readonly options?: FilledForm;
	readonly recordId?: { readonly value: string };
	readonly items?: FilledForm;
}

const examples = await readExamples();

/** What the form says of a field, but not whether it is shown at first. */
function descriptionOf(fields: readonly ResourceMapperField[], wanted: string) {
	const found = fields.filter(({ id }) => id === wanted);
	return found.map(({ removed, ...field }) => field).at(0);
}

const parametersOf = (node: WorkflowNode) => node.parameters as unknown as OurParameters;
const isNote = (node: WorkflowNode) => node.type === 'n8n-nodes-base.stickyNote';

const ourNodes = [...examples].flatMap(([file, { nodes }]) =>
	nodes
		.filter((node) => isOurNode(node) && 'operation' in node.parameters)
		.map((node) => ({ file, name: node.name, parameters: parametersOf(node) }))
		// Find Operations has none, and an expression gives whichever a model asks for.
		.filter(
			({ parameters: { operation, operationId } }) =>
				operation !== 'find' && !operationId?.value.startsWith('='),
		),
);

function targetsOf(connections: unknown): readonly string[] {
	const outputs = Object.values(connections as Record<string, Array<Array<{ node: string }>>>);
	return outputs.flat(2).map(({ node }) => node);
}

describe.each([...examples])('%s', (_file, workflow) => {
	const { nodes, connections } = workflow;
	const names = nodes.map(({ name }) => name);

	it('explains itself with sticky notes, the first of which says how to use it', () => {
		const notes = nodes.filter(isNote).map(({ parameters }) => String(parameters.content));
		expect(notes.length).toBeGreaterThanOrEqual(2);
		expect(notes[0]).toMatch(/^## .+/);
		expect(notes[0]).toMatch(/To use it|Publish/);
	});

	it('has an ID with which n8n keeps what its triggers remember', () => {
		expect(workflow.id).toMatch(ID);
	});

	it('connects only nodes that are there, and leaves none unconnected', () => {
		expect(new Set(names).size).toBe(names.length);
		const linked = [
			...Object.keys(connections),
			...Object.values(connections).flatMap((outputs) =>
				Object.values(outputs as Record<string, unknown>).flatMap((output) => targetsOf([output])),
			),
		];
		const working = nodes.filter((node) => !isNote(node)).map(({ name }) => name);
		expect(new Set(linked)).toEqual(new Set(working));
	});

	it('lays its nodes out without overlap', () => {
		const places = nodes.filter((node) => !isNote(node)).map(({ position }) => position);
		const overlaps = places.filter(([x, y], index) =>
			places
				.slice(index + 1)
				.some(([a, b]) => Math.abs(a - x) < NODE_WIDTH && Math.abs(b - y) < NODE_WIDTH),
		);
		expect(overlaps).toEqual([]);
	});

	it('lays no sticky note over another', () => {
		const notes = nodes.filter(isNote).map(({ position, parameters }) => ({
			left: position[0],
			top: position[1],
			right: position[0] + Number(parameters.width),
			bottom: position[1] + Number(parameters.height),
		}));
		const overlaps = notes.filter((a, index) =>
			notes
				.slice(index + 1)
				.some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
		);
		expect(overlaps).toEqual([]);
	});

	it('names each ConnectWise node by what it does', () => {
		for (const { name } of nodes.filter(isOurNode)) expect(name).not.toMatch(/^ConnectWise/);
	});

	it('carries no credentials and no keys', () => {
		expect(nodes.filter((node) => node.credentials !== undefined)).toEqual([]);
		expect(JSON.stringify(workflow)).not.toMatch(/password|privateKey|clientId|Bearer |sk-/);
	});
});

describe.each(ourNodes)('$file: $name', ({ parameters }) => {
	const { resource, operation, operationId, options, items, recordId } = parameters;
	const job = findJob(resource, operation);
	const id = job?.operationId ?? operationId?.value ?? '';

	it('uses an operation of the catalogue, of the chosen kind', async () => {
		expect(job === undefined).toBe(resource === undefined);
		const kind = job ? VERBS[operation]?.kind : operation;
		expect(await loadTemplate(id)).toMatchObject({ id, kind });
		expect(recordId !== undefined).toBe(job?.record !== undefined);
		if (job) expect(operationId).toBeUndefined();
	});

	it.each([
		['options', options, toOptionFields],
		['items', items, toItemFields],
	] as const)(
		'fills in %s that the operation has, and all required ones',
		async (name, form, toFields) => {
			if (!form) return;
			const template = await loadTemplate(id);
			const given = givenFields(job, name);
			const fields = (template ? toFields(template) : []).filter((field) => !given.has(field.id));
			const filled = Object.keys(form.value ?? {});
			expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(filled));
			expect(filled).toEqual(
				expect.arrayContaining(fields.filter(({ required }) => required).map(({ id }) => id)),
			);
			expect(form.schema).toMatchObject(form.schema.map(({ id }) => descriptionOf(fields, id)));
			expect(form.schema.map(({ id }) => id)).toEqual(expect.arrayContaining(filled));
		},
	);
});

const descriptions = [
	new ConnectWiseManage(),
	new ConnectWiseManageTrigger(),
	new ConnectWiseManagePollingTrigger(),
].map(({ description }) => description);

/** Parameters that n8n adds to triggers that poll and to tools. */
const OF_N8N: ReadonlySet<string> = new Set(['pollTimes', 'descriptionType', 'toolDescription']);

/** Names among the parameters that the form does not have, with those of its collections. */
function unknownNames(
	parameters: Readonly<Record<string, unknown>>,
	properties: readonly INodeProperties[],
): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const known = properties.filter((property) => property.name === name);
		if (known.length === 0) return [name];
		if (typeof value !== 'object' || value === null) return [];
		return known.flatMap(({ type, options = [] }) => {
			if (type === 'collection') {
				return unknownNames(value as Record<string, unknown>, options as INodeProperties[]);
			}
			if (type !== 'fixedCollection') return [];
			return (options as INodePropertyCollection[]).flatMap(({ name: group, values }) =>
				[(value as Record<string, unknown>)[group] ?? []]
					.flat()
					.flatMap((row) => unknownNames(row as Record<string, unknown>, values)),
			);
		});
	});
}

describe.each(
	[...examples].flatMap(([file, { nodes }]) =>
		nodes.filter(isOurNode).map(({ name, type, parameters }) => ({ file, name, type, parameters })),
	),
)('$file: $name', ({ type, parameters }) => {
	it('has no parameter or setting that its form does not have', () => {
		const name = type.replace(/^.*\.|Tool$/g, '');
		const properties = descriptions.find((one) => one.name === name)?.properties ?? [];
		const unknown = unknownNames(parameters, properties);
		expect(unknown.filter((one) => !OF_N8N.has(one))).toEqual([]);
	});
});

it('ask for a header wherever strangers could call them', () => {
	const webhooks = [...examples.values()].flatMap(({ nodes }) =>
		nodes.filter(({ type }) => /\.(webhook|mcpTrigger)$/.test(type)),
	);
	expect(webhooks.map(({ name, parameters }) => [name, parameters.authentication])).toEqual([
		['Alert Comes In', 'headerAuth'],
		['Part Webhook', 'headerAuth'],
		['MCP Server', 'headerAuth'],
	]);
});

const callbackTriggers = [...examples].flatMap(([file, { nodes }]) =>
	nodes
		.filter(({ type }) => type.endsWith('.connectWiseManageTrigger'))
		.map(({ name, parameters }) => ({ file, name, parameters })),
);

describe.each(callbackTriggers)('$file: $name', ({ parameters }) => {
	it('watches what ConnectWise sends callbacks for, and handles it as it can', () => {
		const context = {
			getNodeParameter: (name: string, fallback?: unknown) =>
				(parameters[name] ?? fallback) as never,
		};
		expect(readWatch(context).recordType.type).toBe(parameters['event']);
		expect(readHandling(context).shouldVerify).toBe(true);
	});
});

it('covers every workflow that the project promises', () => {
	expect([...examples.keys()]).toEqual([
		'ai-agent-ticket-lookup.json',
		'alerts-to-tickets.json',
		'attach-and-download-file.json',
		'fan-out-sync-part.json',
		'fan-out-sync.json',
		'mcp-server-change.json',
		'mcp-server.json',
		'new-customer-from-form.json',
		'nightly-tickets-to-files.json',
		'nightly-time-entries-export.json',
		'open-tickets-per-board.json',
		'stale-tickets-reminder.json',
		'ticket-changes-by-both-triggers.json',
		'ticket-moved-to-status.json',
		'time-entry-changes-to-table.json',
		'update-tickets-from-spreadsheet.json',
	]);
});
