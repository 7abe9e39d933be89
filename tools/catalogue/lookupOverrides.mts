/** Reviewed by hand: the list that holds the records of a reference, where its name does not lead there. */
export interface LookupOverride {
	readonly reason: string;
	/** Path of the full list, below which a record has its id; `none`: there is no such list. */
	readonly collection: string;
	/** A lighter list of the same records, where there is one. */
	readonly list?: string;
	readonly names?: readonly string[];
	/** Keeps the records of this kind apart in a list of several kinds. */
	readonly condition?: string;
}

const OTHER_NAME = 'The list goes by another name than the reference.';
const OF_BOARD = 'Set up on each board: an id of another board is refused.';
const NO_KEY = 'Holds amounts of its parent, not a choice.';

const OF_PARENT: LookupOverride = { reason: NO_KEY, collection: 'none' };

export const LOOKUP_OVERRIDES: Readonly<Record<string, LookupOverride>> = {
	BillingDeliveryReference: { reason: OTHER_NAME, collection: '/finance/deliveryMethods' },
	BillingTermsReference: {
		reason: OTHER_NAME,
		collection: '/finance/billingTerms',
		list: '/finance/billingTerms/info',
	},
	BoardReference: {
		reason:
			'Of the two short lists the one of active boards only is shorter; all are wanted by id.',
		collection: '/service/boards',
		list: '/service/info/boards',
	},
	CampaignSubTypeReference: { reason: OTHER_NAME, collection: '/marketing/campaigns/subTypes' },
	ConfigurationReference: {
		reason: 'Named by its path only: no field of a record is of this type.',
		collection: '/company/configurations',
	},
	ContactReference: {
		reason: 'Contacts and members have two names.',
		collection: '/company/contacts',
		list: '/company/contacts/info',
		names: ['firstName', 'lastName'],
	},
	ImapSetupReference: {
		reason: OTHER_NAME,
		collection: '/system/imaps',
		list: '/system/imaps/info',
	},
	IvItemReference: {
		reason: 'Short for inventory item: an item of the catalogue.',
		collection: '/procurement/catalog',
		list: '/procurement/catalog/info',
		names: ['identifier', 'description'],
	},
	KBCategoryReference: { reason: OTHER_NAME, collection: '/service/knowledgeBaseCategories' },
	MemberReference: {
		reason: 'Contacts and members have two names; the list with single sign-on is another view.',
		collection: '/system/members',
		list: '/system/info/members',
		names: ['firstName', 'lastName'],
	},
	NoteTypeReference: {
		reason: OTHER_NAME,
		collection: '/company/noteTypes',
		list: '/company/noteTypes/info',
	},
	OpportunityProbabilityReference: {
		reason: OTHER_NAME,
		collection: '/sales/probabilities',
		names: ['probability'],
	},
	OpportunitySalesRoleReference: { reason: OTHER_NAME, collection: '/sales/roles' },
	ProductCategoryReference: {
		reason: OTHER_NAME,
		collection: '/procurement/categories',
		list: '/procurement/categories/info',
	},
	ProductReference: {
		reason: OTHER_NAME,
		collection: '/procurement/products',
		names: ['description'],
	},
	ProductSubCategoryReference: {
		reason: OTHER_NAME,
		collection: '/procurement/subcategories/',
		list: '/procurement/subcategories/info/',
	},
	ProjectBoardReference: {
		reason: 'Project boards are boards with a flag.',
		collection: '/service/boards',
		list: '/service/info/boards',
		condition: 'projectFlag = true',
	},
	ProjectRoleReference: {
		reason: OTHER_NAME,
		collection: '/project/securityRoles',
		list: '/project/securityRoles/info',
	},
	PurchaseOrderReference: {
		reason: 'The short list has ids only.',
		collection: '/procurement/purchaseorders',
		names: ['poNumber'],
	},
	RelationshipReference: { reason: OTHER_NAME, collection: '/company/contacts/relationships' },
	ReminderReference: { reason: OTHER_NAME, collection: '/schedule/reminderTimes' },
	SalesOrderReference: {
		reason: 'Orders have a number of the customer at most.',
		collection: '/sales/orders',
		names: ['poNumber'],
	},
	SalesTeamReference: {
		reason: 'Its list has a name of its own for each field.',
		collection: '/sales/salesTeams',
		names: ['salesTeamIdentifier'],
	},
	ServiceItemReference: { reason: OF_BOARD, collection: '/service/boards/{parentId}/items' },
	ServiceSourceReference: {
		reason: OTHER_NAME,
		collection: '/service/sources',
		list: '/service/sources/info',
	},
	ServiceStatusReference: {
		reason: OF_BOARD,
		collection: '/service/boards/{parentId}/statuses',
		list: '/service/boards/{parentId}/statuses/info',
	},
	ServiceSubTypeReference: {
		reason: OF_BOARD,
		collection: '/service/boards/{parentId}/subtypes',
		list: '/service/boards/{parentId}/subtypes/info',
	},
	ServiceTeamReference: {
		reason: OF_BOARD,
		collection: '/service/boards/{parentId}/teams',
		list: '/service/boards/{parentId}/teams/info',
	},
	ServiceTypeReference: { reason: OF_BOARD, collection: '/service/boards/{parentId}/types' },
	SiteReference: {
		reason: 'The site of a company, as the other sites are records of their own types.',
		collection: '/company/companies/{parentId}/sites',
		list: '/company/companies/{parentId}/sites/info',
	},
	SystemDepartmentReference: {
		reason: OTHER_NAME,
		collection: '/system/departments',
		list: '/system/info/departments',
	},
	SystemLocationReference: {
		reason: OTHER_NAME,
		collection: '/system/locations',
		list: '/system/info/locations',
	},
	TimeEntryReference: {
		reason: 'Entries have no name: their notes tell them apart.',
		collection: '/time/entries',
		names: ['notes'],
	},
	TimeZoneReference: { reason: OTHER_NAME, collection: '/system/cwTimeZones' },
	ExpenseDetailReference: OF_PARENT,
	MemberSsoSettingsReference: OF_PARENT,
};

/** Lists that grow with the business: searched on the server, never read into a form. */
export const BIG_COLLECTIONS: ReadonlySet<string> = new Set([
	'/company/companies',
	'/company/configurations',
	'/company/contacts',
	'/expense/entries',
	'/expense/reports',
	'/finance/agreements',
	'/finance/invoices',
	'/marketing/campaigns',
	'/procurement/catalog',
	'/procurement/products',
	'/procurement/purchaseorders',
	'/project/projects',
	'/project/tickets',
	'/sales/activities',
	'/sales/opportunities',
	'/sales/orders',
	'/schedule/entries',
	'/service/tickets',
	'/system/documents',
	'/time/accruals',
	'/time/entries',
	'/time/sheets',
]);
