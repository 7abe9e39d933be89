import type { JsonObject } from '../json.mts';
import type { Builder } from './builder.mts';

const defaultFirst = (index: number): JsonObject => ({ defaultFlag: index === 0 });
const active = (index: number): JsonObject => ({ defaultFlag: index === 0, inactiveFlag: false });

/** Small tables that others refer to, by collection. */
export function setupTables(builder: Builder): ReadonlyMap<string, JsonObject[]> {
	const table = builder.table.bind(builder);
	return new Map([
		[
			'system/locations',
			table('locations', ['Main Office Example', 'West Example', 'East Example']),
		],
		[
			'system/departments',
			table('departments', ['Service', 'Projects', 'Sales', 'Administration'], (index) => ({
				identifier: ['SVC', 'PRJ', 'SAL', 'ADM'][index] ?? 'OTH',
			})),
		],
		[
			'company/countries',
			table('countries', ['United States', 'Canada', 'Germany', 'Australia'], (index) => ({
				identifier: ['US', 'CA', 'DE', 'AU'][index] ?? 'US',
				defaultFlag: index === 0,
				inactiveFlag: false,
			})),
		],
		[
			'company/companies/statuses',
			table('companyStatuses', ['Active', 'Not Active', 'On Credit Hold'], active),
		],
		[
			'company/companies/types',
			table('companyTypes', ['Client', 'Prospect', 'Vendor', 'Partner'], active),
		],
		[
			'company/communicationTypes',
			table('communicationTypes', ['Email', 'Direct', 'Mobile', 'Fax'], (index) => ({
				description: ['Email', 'Direct', 'Mobile', 'Fax'][index] ?? '',
				emailFlag: index === 0,
				phoneFlag: index === 1 || index === 2,
				faxFlag: index === 3,
				defaultFlag: index < 2,
			})),
		],
		[
			'company/contacts/types',
			table('contactTypes', ['Primary', 'Billing', 'Technical'], (index) => ({
				description: ['Primary', 'Billing', 'Technical'][index] ?? '',
				defaultFlag: index === 0,
			})),
		],
		[
			'company/configurations/types',
			table('configurationTypes', ['Workstation', 'Server', 'Network Device', 'Printer'], active),
		],
		[
			'company/configurations/statuses',
			table('configurationStatuses', ['Active', 'In Stock', 'Retired'], (index) => ({
				description: ['Active', 'In Stock', 'Retired'][index] ?? '',
				closedFlag: index === 2,
				defaultFlag: index === 0,
			})),
		],
		[
			'service/locations',
			table('serviceLocations', ['On-Site', 'Remote', 'In-House'], defaultFirst),
		],
		[
			'service/sources',
			table('sources', ['Phone', 'Email Connector', 'Portal', 'Monitoring'], defaultFirst),
		],
		[
			'service/priorities',
			table(
				'priorities',
				['Priority 3 - Normal', 'Priority 1 - Critical', 'Priority 2 - High', 'Priority 4 - Low'],
				(index) => ({
					color: ['Yellow', 'Red', 'Orange', 'Green'][index] ?? 'Yellow',
					sortOrder: [3, 1, 2, 4][index] ?? 5,
					level: `Level${index + 1}`,
					defaultFlag: index === 0,
				}),
			),
		],
		[
			'time/workTypes',
			table('workTypes', ['Remote', 'On-Site', 'After Hours', 'Travel'], (index) => ({
				billTime: index === 3 ? 'NoCharge' : 'Billable',
				...active(index),
			})),
		],
		[
			'time/workRoles',
			table('workRoles', ['Engineer', 'Senior Engineer', 'Project Manager'], (index) => ({
				hourlyRate: [120, 150, 170][index] ?? 100,
				inactiveFlag: false,
			})),
		],
		[
			'finance/agreements/types',
			table('agreementTypes', ['Managed Services', 'Block of Hours', 'Hosting'], active),
		],
		[
			'finance/billingStatuses',
			table('billingStatuses', ['New', 'Sent', 'Paid'], (index) => ({
				...active(index),
				closedFlag: index === 2,
			})),
		],
		[
			'project/statuses',
			table('projectStatuses', ['Open', 'In Progress', 'Closed'], (index) => ({
				...active(index),
				closedFlag: index === 2,
			})),
		],
		['project/projectTypes', table('projectTypes', ['Migration', 'Rollout', 'Assessment'], active)],
		[
			'sales/opportunities/statuses',
			table('opportunityStatuses', ['Open', 'Won', 'Lost'], (index) => ({
				...active(index),
				wonFlag: index === 1,
				lostFlag: index === 2,
				closedFlag: index > 0,
			})),
		],
		[
			'sales/opportunities/types',
			table('opportunityTypes', ['New Business', 'Renewal'], (index) => ({
				description: ['New Business', 'Renewal'][index] ?? '',
				inactiveFlag: false,
			})),
		],
		['sales/stages', table('stages', ['Qualify', 'Propose', 'Negotiate'], active)],
		[
			'sales/activities/statuses',
			table('activityStatuses', ['Open', 'Closed'], (index) => ({
				...active(index),
				closedFlag: index === 1,
			})),
		],
		['sales/activities/types', table('activityTypes', ['Call', 'Meeting', 'Follow Up'], active)],
		[
			'schedule/types',
			table('scheduleTypes', ['Service', 'Activity', 'Project'], (index) => ({
				identifier: ['S', 'C', 'P'][index] ?? 'S',
			})),
		],
		['schedule/statuses', table('scheduleStatuses', ['Firm', 'Tentative', 'Done'], active)],
		['procurement/categories', table('categories', ['Hardware', 'Software', 'Services'], active)],
		['procurement/types', table('productTypes', ['Inventory', 'Non-Inventory', 'Service'], active)],
	]);
}
