import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { OperationKind } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { runNode, toBinary } from '../engine/harness.mts';
import type { NodeResult } from '../engine/harness.mts';
import { findLoss } from './answers.mts';
import type { Exchange, Recorder } from './recorder.mts';
import { findFaults } from './requests.mts';
import { FILE_CONTENT, FILE_NAME } from './samples.mts';
import type { OperationSample } from './samples.mts';

/** One input item for each operation; it says which, and with what. */
const parametersFor = (operation: OperationKind): INodeParameters => ({
	operation,
	operationId: { __rl: true, mode: 'id', value: '={{ $json.operationId }}' },
	optionsMode: 'json',
	optionsJson: '={{ $json.options }}',
	returnAll: true,
	itemsMode: 'json',
	itemsJson: '={{ $json.items }}',
	settings: { retries: 0, maxParallelRequests: 4 },
});

function toInput({ template, options, items }: OperationSample): INodeExecutionData {
	const json = { operationId: template.id, options: { ...options }, items } as never;
	if (template.body.kind !== 'multipart') return { json };
	return { json, binary: { data: toBinary(FILE_CONTENT, FILE_NAME, 'image/png') } };
}

const routeOf = ({ template, path }: OperationSample): string => `${template.method} ${path}`;

function itemsOf(items: readonly INodeExecutionData[], index: number): INodeExecutionData[] {
	return items.filter(({ pairedItem }) => {
		const [source] = [pairedItem].flat();
		return (typeof source === 'object' ? source.item : source) === index;
	});
}

function checkOne(
	sample: OperationSample,
	index: number,
	{ main, errorOutput }: NodeResult,
	exchanges: readonly Exchange[],
): string[] {
	const errors = itemsOf(errorOutput, index).map(({ json }) => String(json.error));
	const faults = [...findFaults(sample, exchanges), ...errors];
	const found = faults.length > 0 ? faults : findLoss(sample, exchanges, itemsOf(main, index));
	return found.map((fault) => `${sample.template.id} (${routeOf(sample)}): ${fault}`);
}

/** A route for each sample, so that a recorded request tells its operation. */
function assertDistinctRoutes(samples: readonly OperationSample[]): void {
	const routes = new Set(samples.map(routeOf));
	if (routes.size < samples.length) throw new Error('Two operations share a sample route');
}

/** Runs the operations through the node, in one execution, and says what went wrong with which. */
export async function runBatch(
	samples: readonly OperationSample[],
	recorder: Recorder,
): Promise<string[]> {
	assertDistinctRoutes(samples);
	const result = await runNode({
		parameters: parametersFor(samples[0].template.kind),
		items: samples.map(toInput),
		onError: 'continueErrorOutput',
		credentials: {
			connectWiseManagePsaApi: {
				siteUrl: recorder.url,
				username: 'sample+publicKey',
				password: 'privateKey',
				clientId: '00000000-0000-4000-8000-000000000000',
			},
		},
	});
	if (result.error) return [`The execution ended with: ${result.error.message}`];

	const exchanges = Map.groupBy(recorder.take(), ({ method, path }) => `${method} ${path}`);
	const faults = samples.flatMap((sample, index) =>
		checkOne(sample, index, result, exchanges.get(routeOf(sample)) ?? []),
	);
	const known = new Set(samples.map(routeOf));
	const strays = [...exchanges.keys()].filter((route) => !known.has(route));
	return [...faults, ...strays.map((route) => `${route}: nobody asked for this request`)];
}
