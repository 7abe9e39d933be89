import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { filter } from './description/reading/filter';
import { options } from './description/form/options';
import { event, operation, operationId, pollOptions } from './description/pollingTrigger';
import { subtitle } from './description/operation/subtitle';
import { testConnection } from './methods/credentialTest';
import { searchLists } from './methods/lists/listSearch';
import { filterChoices } from './methods/fields/loadOptions';
import { getPollOptionFields } from './methods/fields/resourceMapping';
import { poll } from './triggers/polling/poll';

export class ConnectWiseManagePollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ConnectWise Manage (PSA) Polling Trigger',
		name: 'connectWiseManagePollingTrigger',
		icon: { light: 'file:connectWiseManage.svg', dark: 'file:connectWiseManage.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description: 'Starts the workflow when records of any list in ConnectWise PSA were changed',
		defaults: { name: 'ConnectWise Manage Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'connectWiseManagePsaApi', required: true, testedBy: 'testConnection' }],
		properties: [event, operation, operationId, ...filter, ...options, pollOptions],
	};

	methods = {
		credentialTest: { testConnection },
		listSearch: { ...filterChoices.listSearch, searchOperationIds: searchLists },
		loadOptions: filterChoices.loadOptions,
		resourceMapping: { getOptionFields: getPollOptionFields },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
