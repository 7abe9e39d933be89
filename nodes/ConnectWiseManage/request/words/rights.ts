import type { RequestPlan } from '../plan';

const COMPANIES = 'Companies';
const FINANCE = 'Finance';
const PROCUREMENT = 'Procurement';
const PROJECT = 'Project';
const SALES = 'Sales';
const SERVICE = 'Service Desk';
const SYSTEM = 'System';
const TIME = 'Time & Expense';

/**
 * Beginnings of paths and the right of a security role that stands over their records, as module and
 * action: the first that fits counts. ConnectWise documents no such table; names are those of the
 * role's own screen, paired with paths after the roles that vendors of integrations ask for. What no
 * row fits is told without a name.
 */
const RIGHTS: ReadonlyArray<readonly [start: RegExp, module: string, action: string]> = [
	[/^\/company\/companies\/\w+\/(?:notes|teams)\b/, COMPANIES, 'Company Maintenance'],
	[/^\/company\/companies\/(?:types|statuses|noteTypes)\b/i, SYSTEM, 'Table Setup'],
	[/^\/company\/companies\b/, COMPANIES, 'Company Maintenance'],
	[/^\/company\/contacts\/(?:types|departments|relationships)\b/, SYSTEM, 'Table Setup'],
	[/^\/company\/contacts\b/, COMPANIES, 'Contacts'],
	[/^\/company\/configurations\/(?:types|statuses)\b/, SYSTEM, 'Table Setup'],
	[/^\/company\/configurations\b/, COMPANIES, 'Configurations'],
	[
		/^\/company\/(?:\w*Types|\w*Roles|addressFormats|countries|states|marketDescriptions)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/sales\/activities\/(?:types|statuses)\b/, SYSTEM, 'Table Setup'],
	[/^\/sales\/activities\b/, COMPANIES, 'CRM/Sales Activities'],
	[/^\/sales\/opportunities\/(?:types|statuses|ratings)\b/, SYSTEM, 'Table Setup'],
	[/^\/sales\/opportunities\b/, SALES, 'Opportunity'],
	[/^\/sales\/orders\/(?:statuses)\b/, SYSTEM, 'Table Setup'],
	[/^\/sales\/orders\b/, SALES, 'Sales Orders'],
	[/^\/sales\/(?:stages|probabilities|roles|quotas)\b/, SYSTEM, 'Table Setup'],
	[/^\/service\/tickets\b/, SERVICE, 'Service Tickets'],
	[
		/^\/service\/(?:boards|priorities|sources|codes|SLAs|locations|impacts|severities|emailTemplates)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/project\/tickets\b/, PROJECT, 'Project Tickets'],
	[/^\/project\/projects\/\w+\/phases\b/, PROJECT, 'Project Phase'],
	[/^\/project\/projects\b/, PROJECT, 'Project Headers'],
	[
		/^\/project\/(?:boards|statuses|phaseStatuses|projectTypes|securityRoles)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/schedule\/entries\b/, SERVICE, 'Resource Scheduling'],
	[/^\/schedule\/(?:calendars|holidayLists|statuses|types)\b/, SYSTEM, 'Table Setup'],
	[/^\/time\/entries\b/, TIME, 'Time Entry'],
	[
		/^\/time\/(?:chargeCodes|workRoles|workTypes|timePeriodSetups|accruals)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/expense\/(?:entries|reports)\b/, TIME, 'Expense Report Entry'],
	[/^\/expense\/(?:types|paymentTypes|classifications)\b/, SYSTEM, 'Table Setup'],
	[/^\/finance\/agreements\/(?:types|batchSetups)\b/, SYSTEM, 'Table Setup'],
	[/^\/finance\/agreements\b/, FINANCE, 'Agreements'],
	[/^\/finance\/(?:invoices|closedInvoices)\b/, FINANCE, 'Invoicing'],
	[/^\/finance\/accounting\b/, FINANCE, 'Accounting Interface'],
	[/^\/finance\/companyFinance\b/, FINANCE, 'Company Finance'],
	[
		/^\/finance\/(?:agreementTypes|billing\w+|currencies|deliveryMethods|glAccounts|taxCodes|invoiceTemplates)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/procurement\/catalog\b/, PROCUREMENT, 'Product Catalog'],
	[/^\/procurement\/products\b/, PROCUREMENT, 'Products'],
	[/^\/procurement\/purchaseorders\b/, PROCUREMENT, 'Purchase Orders'],
	[/^\/procurement\/adjustments\/types\b/, SYSTEM, 'Table Setup'],
	[/^\/procurement\/adjustments\b/, PROCUREMENT, 'Inventory Adjustments'],
	[
		/^\/procurement\/(?:categories|subcategories|types|manufacturers|warehouses|warehouseBins|unitOfMeasures|shipmentmethods|purchaseorderstatuses)\b/,
		SYSTEM,
		'Table Setup',
	],
	[/^\/marketing\/groups\b/, 'Marketing', 'Marketing Groups'],
	[/^\/system\/documents\b/, COMPANIES, 'Manage Attachments'],
	[/^\/system\/members\/(?:types|classifications)\b/, SYSTEM, 'Table Setup'],
	[/^\/system\/(?:members|apiMembers)\b/, SYSTEM, 'Member Maintenance'],
	[/^\/system\/my[Cc]ompany\b/, SYSTEM, 'My Company'],
	[/^\/system\/reports\b/, SYSTEM, 'API Reports'],
	[
		/^\/system\/(?:departments|locations|userDefinedFields|workflows|surveys|links|standardNotes|skills|integratorlogins)\b/,
		SYSTEM,
		'Table Setup',
	],
];

const LEVELS: Readonly<Record<RequestPlan['method'], string>> = {
	GET: 'Inquire',
	POST: 'Add',
	PUT: 'Edit',
	PATCH: 'Edit',
	DELETE: 'Delete',
};

/** The right that a refused request lacked, as far as its path tells; the level in any case. */
export function lackingRight({ method, path, isRepeatable }: RequestPlan): string {
	// A search reads, although it goes by POST.
	const level = `${isRepeatable ? LEVELS.GET : LEVELS[method]} Level`;
	const right = RIGHTS.find(([start]) => start.test(path));
	return right ? `${right[1]} > ${right[2]}, ${level}` : level;
}
