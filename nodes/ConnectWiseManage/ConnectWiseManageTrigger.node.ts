import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { actions, event } from './description/callbackTrigger/event';
import { onlyIf, options } from './description/callbackTrigger/handling';
import { watched } from './description/callbackTrigger/watch';
import { testConnection } from './methods/credentialTest';
import { eventChoices } from './methods/fields/loadOptions';
import { searchWatched } from './methods/lists/searchWatched';
import { receive } from './triggers/callback/delivery/receive';
import { isRegistered, register, unregister } from './triggers/callback/registration/registration';
import { withNodeErrors } from './triggers/nodeErrors';

export class ConnectWiseManageTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ConnectWise Manage (PSA) Trigger',
		name: 'connectWiseManageTrigger',
		icon: { light: 'file:connectWiseManage.svg', dark: 'file:connectWiseManage.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] + ": " + $parameter["actions"].join(", ") }}',
		description:
			'Start the workflow when a record changes, and work with tickets, companies, time and everything else in ConnectWise PSA',
		defaults: { name: 'ConnectWise Manage Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'connectWiseManagePsaApi', required: true, testedBy: 'testConnection' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [event, ...watched, actions, ...onlyIf, options],
	};

	methods = {
		credentialTest: { testConnection },
		listSearch: { ...eventChoices.listSearch, searchWatched },
		loadOptions: eventChoices.loadOptions,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await withNodeErrors(this, async () => await isRegistered(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await withNodeErrors(this, async () => await register(this));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await withNodeErrors(this, async () => await unregister(this));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await withNodeErrors(this, async () => await receive(this));
	}
}
