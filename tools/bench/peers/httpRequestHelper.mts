import type { IDataObject, INodeType } from 'n8n-workflow';
import { runNode } from '../../../test/engine/harness.mts';
import { NodeConnectionTypes } from '../../../test/engine/engine.mts';
import type { CallJob, Run } from '../jobs/jobs.mts';
import { connectWiseCredentials } from './connectWiseNode.mts';
import { rowsOfItems } from './rows.mts';

const TYPE = 'bench.bareHelper';
const CREDENTIAL = 'connectWiseManagePsaApi';

/** Nothing but n8n's authenticated request helper, once for each input item. */
const bareNode = (apiRoot: string): INodeType => ({
	description: {
		displayName: 'Bare Helper',
		name: TYPE,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Bare Helper' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL }],
		properties: [{ displayName: 'ID', name: 'id', type: 'number', default: 0 }],
	},
	async execute() {
		const output = [];
		for (const index of this.getInputData().keys()) {
			const id = this.getNodeParameter('id', index) as number;
			const json = (await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL, {
				url: `${apiRoot}/service/tickets/${id}`,
				json: true,
			})) as IDataObject;
			output.push({ json, pairedItem: { item: index } });
		}
		return [output];
	},
});

export function callByHelper(job: CallJob): Run {
	return async () => {
		const result = await runNode({
			node: TYPE,
			nodeTypes: { [TYPE]: bareNode(job.apiRoot) },
			credentials: connectWiseCredentials(job),
			parameters: { id: '={{ $json.ticket }}' },
			items: job.ids.map((ticket) => ({ ticket })),
		});
		if (result.error) throw result.error;
		return rowsOfItems(result.main);
	};
}
