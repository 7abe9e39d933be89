import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { router } from './actions/router';
import { columns } from './description/reading/columns';
import {
	noOperationId,
	noteType,
	operations,
	recordIds,
	resource,
} from './description/operation/everyday';
import { filter } from './description/reading/filter';
import { find } from './description/operation/find';
import { ifExists } from './description/form/ifExists';
import { items } from './description/form/items';
import { limit } from './description/reading/limit';
import { lookUp } from './description/form/lookUp';
import { operation, operationId } from './description/operation/operation';
import { options } from './description/form/options';
import { output } from './description/reading/output';
import { settings } from './description/settings';
import { simplify } from './description/reading/simplify';
import { jobSubtitle } from './description/operation/subtitle';
import { testConnection } from './methods/credentialTest';
import { getOrderFields, getReturnFields } from './methods/fields/columns';
import { searchOperationIds } from './methods/lists/listSearch';
import { filterChoices } from './methods/fields/loadOptions';
import { getLookUpFields, searchRecords } from './methods/lists/lookUp';
import { getMatchFields } from './methods/fields/matchFields';
import { searchResource } from './methods/lists/record';
import { getItemFields, getOptionFields } from './methods/fields/resourceMapping';

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
		// n8n that is older than such hints takes no notice of them.
		builderHint: {
			searchHint:
				'Covers the whole API: give operationId (e.g. getServiceTickets) in mode id; with Specify Options and Specify Items set to json, no form has to be filled',
		},
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
		listSearch: {
			...filterChoices.listSearch,
			searchOperationIds,
			searchRecords,
			searchResource,
		},
		loadOptions: {
			...filterChoices.loadOptions,
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
