import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packPackage } from '../../../tools/hosts/communityPackage.mts';

/**
 * Another author's ConnectWise package as they exist in the wild: its own credential type
 * `connectWiseManageApi` and a node of the same name as ours.
 */
const FILES: Readonly<Record<string, string>> = {
	'package.json': JSON.stringify({
		name: 'n8n-nodes-other-connectwise',
		version: '1.0.0',
		keywords: ['n8n-community-node-package'],
		n8n: {
			n8nNodesApiVersion: 1,
			credentials: ['dist/credentials/ConnectWiseManageApi.credentials.js'],
			nodes: ['dist/nodes/OtherConnectWise.node.js'],
		},
	}),
	'dist/credentials/ConnectWiseManageApi.credentials.js': `
		exports.ConnectWiseManageApi = class {
			name = 'connectWiseManageApi';
			displayName = 'ConnectWise Manage API';
			properties = [{ displayName: 'Company ID', name: 'companyId', type: 'string', default: '' }];
		};`,
	'dist/nodes/OtherConnectWise.node.js': `
		exports.OtherConnectWise = class {
			description = {
				displayName: 'ConnectWise',
				name: 'connectWiseManage',
				group: ['transform'],
				version: 1,
				description: 'Another package for the same service',
				defaults: { name: 'Other ConnectWise' },
				inputs: ['main'],
				outputs: ['main'],
				credentials: [{ name: 'connectWiseManageApi', required: true }],
				properties: [],
			};
			async execute() {
				return [this.getInputData()];
			}
		};`,
};

/** Packs the other package into a tarball below `folder`. */
export async function packNeighbour(folder: string): Promise<string> {
	const source = join(folder, 'neighbour');
	for (const [name, text] of Object.entries(FILES)) {
		await mkdir(dirname(join(source, name)), { recursive: true });
		await writeFile(join(source, name), text);
	}
	return await packPackage(source, folder);
}
