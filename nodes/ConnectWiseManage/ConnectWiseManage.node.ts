import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { router } from './actions/router';
import { columns } from './description/columns';
import { noOperationId, noteType, operations, recordIds, resource } from './description/everyday';
import { filter } from './description/filter';
import { find } from './description/find';
import { ifExists } from './description/ifExists';
import { items } from './description/items';
import { limit } from './description/limit';
import { lookUp } from './description/lookUp';
import { operation, operationId } from './description/operation';
import { options } from './description/options';
import { output } from './description/output';
import { settings } from './description/settings';
import { simplify } from './description/simplify';
import { jobSubtitle } from './description/subtitle';
import { testConnection } from './methods/credentialTest';
import { getOrderFields, getReturnFields } from './methods/columns';
import { searchOperationIds } from './methods/listSearch';
import { getFilterChoices, getFilterFields } from './methods/loadOptions';
import { getLookUpFields, searchRecords } from './methods/lookUp';
import { getMatchFields } from './methods/matchFields';
import { searchResource } from './methods/record';
import { getItemFields, getOptionFields } from './methods/resourceMapping';

export class ConnectWiseManage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ConnectWise Manage (PSA)',
		name: 'connectWiseManage',
		icon: { light: 'file:connectWiseManage.svg', dark: 'file:connectWiseManage.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: jobSubtitle,
		description:
			'Read and change tickets, companies, time, invoices and everything else in ConnectWise PSA',
		defaults: { name: 'ConnectWise Manage' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'connectWiseManagePsaApi', required: true, testedBy: 'testConnection' }],
		properties: [
			resource,
			operation,
			...operations,
			...find,
			operationId,
			noOperationId,
			...recordIds,
			noteType,
			...filter,
			...options,
			...columns,
			...limit,
			...output,
			...simplify,
			...items,
			...ifExists,
			lookUp,
			settings,
		],
	};

	methods = {
		credentialTest: { testConnection },
		listSearch: { searchOperationIds, searchRecords, searchResource },
		loadOptions: {
			getFilterFields,
			getFilterChoices,
			getLookUpFields,
			getMatchFields,
			getOrderFields,
			getReturnFields,
		},
		resourceMapping: { getOptionFields, getItemFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
