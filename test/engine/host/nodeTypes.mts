import type { INodeType, INodeTypes, INodeTypeDescription, NodeParameterValue } from 'n8n-workflow';
import { NodeConnectionTypes, NodeHelpers } from '../engine.mts';
import { shippedNodes } from '../package.mts';

export const PASS_THROUGH_TYPE = 'harness.passThrough';
export const SET_TYPE = 'harness.set';

const baseDescription = (name: string): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: '',
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
});

const passThrough: INodeType = {
	description: baseDescription(PASS_THROUGH_TYPE),
	async execute() {
		return [this.getInputData()];
	},
};

/** Each value of the parameter `values` is resolved for each item, as n8n's Set node does. */
const setNode: INodeType = {
	description: {
		...baseDescription(SET_TYPE),
		properties: [{ displayName: 'Values', name: 'values', type: 'json', default: {} }],
	},
	async execute() {
		return [
			this.getInputData().map((_, index) => ({
				json: this.getNodeParameter('values', index) as Record<string, NodeParameterValue>,
				pairedItem: { item: index },
			})),
		];
	},
};

/** The shipped nodes (and their tool variants are left to n8n), the harness's own, and `extra`. */
export function createNodeTypes(extra: Readonly<Record<string, INodeType>> = {}): INodeTypes {
	const known = new Map<string, INodeType>([
		[PASS_THROUGH_TYPE, passThrough],
		[SET_TYPE, setNode],
		...shippedNodes(),
		...Object.entries(extra),
	]);
	const find = (name: string): INodeType => {
		const type = known.get(name);
		if (!type) throw new Error(`Node type "${name}" is not registered in the harness`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}
