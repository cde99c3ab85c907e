-- The whole database, compiled into the programs.  The comment on a column is
-- its documentation; its name is also the record's, the API's and the page's.
-- Instants (..._at) are milliseconds since 1970-01-01 UTC.

---- Facts that people and miners tell --------------------------------------

-- A model of miner, as its firmware names it.
CREATE TABLE model (
	alias		TEXT PRIMARY KEY,	-- s19jpro
	name		TEXT,			-- Antminer S19j Pro
	chains		INTEGER,		-- boards it is built with
	chips_per_chain	INTEGER,
	max_preset	TEXT,			-- a person's limit; NULL: no raise
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A list of presets that one or more miners offer.  Lists differ between
-- units of one model, so a miner points to the list that it told.
CREATE TABLE catalogue (
	id		INTEGER PRIMARY KEY,
	model		TEXT NOT NULL REFERENCES model,
	digest		BLOB NOT NULL UNIQUE	-- BLAKE2b-256 of the list
) STRICT;

CREATE TABLE preset (
	catalogue	INTEGER NOT NULL REFERENCES catalogue,
	position	INTEGER NOT NULL,	-- order in the miner's list
	name		TEXT NOT NULL,		-- what a command says: 2620
	pretty		TEXT,			-- 2620 watt ~ 91 TH
	power_w		INTEGER,		-- label, not a measurement
	hashrate_ths	REAL,			-- label
	tuned		INTEGER NOT NULL,	-- 1: the firmware has tuned it
	modded_psu	INTEGER NOT NULL,	-- 1: needs a modified PSU
	PRIMARY KEY (catalogue, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE miner (
	id		INTEGER PRIMARY KEY,
	mac		TEXT NOT NULL UNIQUE,	-- aa:bb:cc:dd:ee:ff
	name		TEXT,			-- a person's
	location	TEXT,			-- a person's: container, rack
	circuit		TEXT,			-- a person's: feeder, phase
	ip		TEXT,			-- NULL while offline
	last_ip		TEXT,
	online		INTEGER NOT NULL DEFAULT 0,
	offline_reason	TEXT,
	first_seen_at	INTEGER NOT NULL,
	last_seen_at	INTEGER,		-- last answer to a poll
	managed		INTEGER NOT NULL DEFAULT 0,	-- 1: balanced
	conflict	INTEGER NOT NULL DEFAULT 0,	-- 1: two claim its MAC
	hold_reason	TEXT,			-- NULL: not held
	hold_since_at	INTEGER,
	hold_until_at	INTEGER,		-- NULL: until released
	model		TEXT REFERENCES model,
	firmware	TEXT,			-- driver: vnish
	firmware_version TEXT,
	serial		TEXT,
	catalogue	INTEGER REFERENCES catalogue,
	catalogue_at	INTEGER,		-- when the list was last read
	sealed_key	BLOB,			-- our API key on the miner
	sealed_unlock	BLOB,			-- its unlock password, if not
						-- the site's
	key_trouble	TEXT,			-- why there is no key, or NULL
	retired_at	INTEGER,		-- NULL: in service
	replaced_by	INTEGER REFERENCES miner,	-- took its place
	replaced_at	INTEGER
) STRICT;
CREATE INDEX miner_replaced ON miner (replaced_by)
    WHERE replaced_by IS NOT NULL;

-- Run-time settings that differ from their default (settings[]).
CREATE TABLE setting (
	name		TEXT PRIMARY KEY,
	value		TEXT NOT NULL,
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- People who pass nginx's basic auth; a name without a row may read.
CREATE TABLE user (
	name		TEXT PRIMARY KEY,
	scope		TEXT NOT NULL CHECK
			    (scope IN ('read', 'operate', 'admin', 'ledger')),
	created_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Programs that call the API.
CREATE TABLE token (
	id		INTEGER PRIMARY KEY,
	name		TEXT NOT NULL,
	scope		TEXT NOT NULL CHECK
			    (scope IN ('read', 'operate', 'admin', 'ledger')),
	hint		TEXT NOT NULL,		-- its first characters
	digest		BLOB NOT NULL UNIQUE,	-- BLAKE2b-256; never the token
	created_at	INTEGER NOT NULL,
	created_by	TEXT NOT NULL,
	expires_at	INTEGER NOT NULL,
	revoked_at	INTEGER,
	last_used_at	INTEGER
) STRICT;

-- Answers to requests that carried an Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotency (
	caller		TEXT NOT NULL,
	key		TEXT NOT NULL,
	digest		BLOB NOT NULL,		-- BLAKE2b-256 of order and body
	status		INTEGER NOT NULL,
	answer		TEXT NOT NULL,
	at		INTEGER NOT NULL,
	PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

---- History: only ever added to ---------------------------------------------

-- What happened to miners and to the service.
CREATE TABLE event (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	kind		TEXT NOT NULL,		-- found, offline, moved, ...
	miner		INTEGER REFERENCES miner,
	text		TEXT NOT NULL		-- one sentence
) STRICT;
CREATE INDEX event_at ON event (at);
CREATE INDEX event_miner ON event (miner, id);

-- What people and programs changed.
CREATE TABLE audit (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	who		TEXT NOT NULL,		-- user:alice, token:7, local:0
	door		TEXT NOT NULL,		-- basic, token, local
	address		TEXT,			-- where the request came from
	action		TEXT NOT NULL,		-- the order's name
	target		TEXT,			-- MAC, alias, setting, ...
	old		TEXT,			-- JSON of what was changed
	new		TEXT,
	result		INTEGER NOT NULL	-- HTTP status
) STRICT;
CREATE INDEX audit_at ON audit (at);

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'events are only added'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'events are only added'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;

---- Measurements ------------------------------------------------------------

-- Which reading is each miner's latest: it stays in table reading as long as
-- it is.  So a round writes each reading once.
CREATE TABLE latest (
	miner		INTEGER PRIMARY KEY REFERENCES miner,
	recorded_at	INTEGER NOT NULL
) STRICT;

-- The pools that each miner named last; written when they change.
CREATE TABLE pools (
	miner		INTEGER PRIMARY KEY REFERENCES miner,
	pools		TEXT NOT NULL		-- JSON list, as the API shows it
) STRICT;

-- The readings of the running and the last hours, and the latest of those
-- who are silent; packed by the hour later.
CREATE TABLE reading (
	recorded_at	INTEGER NOT NULL,	-- when the round began
	miner		INTEGER NOT NULL,
	state		TEXT,			-- mining, stopped, failure, ...
	state_time_s	INTEGER,
	preset		TEXT,			-- the one that runs
	hashrate_ths	REAL,
	power_w		INTEGER,		-- as the miner says: board power
	chip_max_c	INTEGER,
	board_max_c	INTEGER,
	boards		BLOB,			-- fans and chains: hive/reading/fans_and_boards.h
	PRIMARY KEY (recorded_at, miner)
) STRICT, WITHOUT ROWID;

-- One miner's readings of one hour, by columns: hive/reading/packed_hour.h.
CREATE TABLE reading_hour (
	hour_at		INTEGER NOT NULL,
	miner		INTEGER NOT NULL,
	readings	INTEGER NOT NULL,	-- how many are in it
	data		BLOB NOT NULL,
	boards		BLOB NOT NULL,		-- their fans and chains
	PRIMARY KEY (hour_at, miner)
) STRICT, WITHOUT ROWID;

-- One hour of one miner in one row, for charts of weeks and years.
CREATE TABLE rollup (
	miner		INTEGER NOT NULL,
	hour_at		INTEGER NOT NULL,
	readings	INTEGER NOT NULL,
	power_least_w	INTEGER,
	power_mean_w	INTEGER,
	power_most_w	INTEGER,
	hashrate_mean_ths REAL,
	chip_max_c	INTEGER,
	mining_s	INTEGER NOT NULL,	-- time in state mining
	PRIMARY KEY (miner, hour_at)
) STRICT, WITHOUT ROWID;

-- The chips of one miner at one poll: hive/base/pack.h.
CREATE TABLE chips (
	recorded_at	INTEGER NOT NULL,
	miner		INTEGER NOT NULL,
	data		BLOB NOT NULL,
	PRIMARY KEY (recorded_at, miner)
) STRICT, WITHOUT ROWID;

-- Chips that are not as they should be, at the miner's last telemetry.
CREATE TABLE odd_chip (
	miner		INTEGER NOT NULL REFERENCES miner,
	chain		INTEGER NOT NULL,
	chip		INTEGER NOT NULL,
	recorded_at	INTEGER NOT NULL,
	why		TEXT NOT NULL,		-- grade, hot, errors, cold, ...
	grade		TEXT,
	temp_c		INTEGER,
	hashrate_ghs	REAL,
	errors		INTEGER,
	PRIMARY KEY (miner, chain, chip)
) STRICT, WITHOUT ROWID;

---- Control: the plant and the balancer -------------------------------------

-- A feeder, a container, a phase: what may not be overdrawn besides the plant.
CREATE TABLE circuit (
	name		TEXT PRIMARY KEY,
	parent		TEXT REFERENCES circuit,
	limit_w		INTEGER,		-- NULL: only a group
	phase		TEXT,			-- L1, L2, L3
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the plant said; the accepted and the refused.
CREATE TABLE plant_reading (
	id		INTEGER PRIMARY KEY,
	plant_id	TEXT,
	recorded_at	INTEGER NOT NULL,	-- when it came
	source_at	INTEGER,		-- when its oldest part was read
	generation_w	INTEGER,
	container_w	INTEGER,
	available_w	INTEGER,
	sources		TEXT NOT NULL,		-- JSON list, as the API shows
	state		TEXT NOT NULL,		-- FRESH, STALE, UNTRUSTED,
						-- IMPLAUSIBLE
	reason		TEXT			-- why it was refused
) STRICT;
CREATE INDEX plant_reading_at ON plant_reading (recorded_at);

-- One hour of the site: least, mean and most of each, in W.
CREATE TABLE site_hour (
	hour_at		INTEGER PRIMARY KEY,
	decisions	INTEGER NOT NULL,
	generation_least_w INTEGER,
	generation_mean_w INTEGER,
	generation_most_w INTEGER,
	load_least_w	INTEGER,
	load_mean_w	INTEGER,
	load_most_w	INTEGER,
	target_least_w	INTEGER,
	target_mean_w	INTEGER,
	target_most_w	INTEGER
) STRICT;

-- What a miner really draws and hashes on a preset, once it has settled.
CREATE TABLE learned (
	miner		INTEGER NOT NULL REFERENCES miner,
	preset		TEXT NOT NULL,
	power_w		INTEGER NOT NULL,
	hashrate_ths	REAL,
	usual_ths	REAL,			-- the most it was, slowly fading
	samples		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	PRIMARY KEY (miner, preset)
) STRICT, WITHOUT ROWID;

-- One cycle of the balancer, also when there was nothing to do.
CREATE TABLE decision (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	cause		TEXT NOT NULL,		-- reading, tick, order
	mode		TEXT NOT NULL,		-- off, observe, act
	state		TEXT NOT NULL,		-- INIT, CONTROL, HOLD, SHED, STOP
	band		TEXT NOT NULL,		-- green, headroom, yellow, red,
						-- none
	reading_state	TEXT,			-- of the newest reading
	source_at	INTEGER,		-- of the newest accepted
	age_ms		INTEGER,		-- of it, by our own clock
	generation_w	INTEGER,
	container_w	INTEGER,
	available_w	INTEGER,
	target_w	INTEGER,
	target_up_w	INTEGER,		-- raises stay below it
	least_w		INTEGER,		-- drawn as the miners say
	expected_w	INTEGER,		-- when orders in flight landed
	pessimist_w	INTEGER,		-- when only raises land
	managed_w	INTEGER,
	fixed_w		INTEGER,		-- what may not be moved now
	silent_w	INTEGER,
	unmanaged_w	INTEGER,
	flight_w	INTEGER,		-- of miners with an order out
	miners		INTEGER NOT NULL,	-- that could be moved
	cap_w		INTEGER,		-- what the solver was given
	value_ths	REAL,			-- what it reached
	bound_ths	REAL,			-- what none can exceed
	downs		INTEGER NOT NULL,
	ups		INTEGER NOT NULL,
	down_w		INTEGER NOT NULL,
	up_w		INTEGER NOT NULL,
	us		INTEGER NOT NULL,	-- of CPU
	text		TEXT NOT NULL		-- one sentence
) STRICT;
CREATE INDEX decision_at ON decision (at);

-- What a miner was told, by the balancer or by a person.
CREATE TABLE command (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	miner		INTEGER NOT NULL REFERENCES miner,
	action		TEXT NOT NULL,		-- preset, stop, start, pause,
						-- resume, restart, reboot,
						-- find, throttle
	preset		TEXT,			-- with preset
	percent		INTEGER,		-- with throttle
	who		TEXT NOT NULL,		-- balancer, user:alice, ...
	reason		TEXT NOT NULL,		-- over_target, manual, ...
	decision	INTEGER REFERENCES decision,
	emergency	INTEGER,		-- the stop that it belongs to
	old_preset	TEXT,
	old_w		INTEGER,
	new_w		INTEGER,		-- expected
	delta_ths	REAL,			-- expected
	dry		INTEGER NOT NULL DEFAULT 0,	-- 1: only observed
	state		TEXT NOT NULL,		-- queued, sent, accepted,
						-- confirmed, failed, expired
	result		TEXT,			-- one sentence, when it ended
	tries		INTEGER NOT NULL DEFAULT 0,
	sent_at		INTEGER,
	accepted_at	INTEGER,
	ended_at	INTEGER
) STRICT;
CREATE INDEX command_decision ON command (decision);
CREATE INDEX command_miner ON command (miner, id);
CREATE INDEX command_at ON command (at);
CREATE INDEX command_open ON command (state) WHERE ended_at IS NULL;
CREATE INDEX command_emergency ON command (emergency, miner, id)
    WHERE emergency IS NOT NULL;

-- Each time somebody stopped everything; the newest is in force until it is
-- released.
CREATE TABLE emergency (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	who		TEXT NOT NULL,
	action		TEXT NOT NULL CHECK
			    (action IN ('stop', 'lowest', 'freeze')),
	scope		TEXT NOT NULL CHECK (scope IN ('all', 'managed')),
	released_at	INTEGER,
	released_by	TEXT
) STRICT;

-- One row: how the balance stands, as the API shows it.
CREATE TABLE balance (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	at		INTEGER NOT NULL,
	decision	INTEGER,
	mode		TEXT NOT NULL,
	state		TEXT NOT NULL,
	band		TEXT NOT NULL,
	status		TEXT NOT NULL,		-- OK, WARNING, OVER_TARGET,
						-- NO_DATA
	reading_state	TEXT,
	reading_reason	TEXT,
	last_reading_at	INTEGER,		-- source instant, accepted
	generation_w	INTEGER,
	container_w	INTEGER,
	available_w	INTEGER,
	target_w	INTEGER,
	margin_percent	REAL NOT NULL,
	current_w	INTEGER,
	managed_w	INTEGER,
	unmanaged_w	INTEGER,
	expected_w	INTEGER,
	managed_miners	INTEGER NOT NULL,
	next_at		INTEGER,
	next_text	TEXT,
	next_miners	INTEGER,
	next_delta_w	INTEGER
) STRICT;
---- Ledger: energy ----------------------------------------------------------
-- Energy is int64 micro-Wh, power int64 mW, a slot 15 minutes of UTC.

-- What measures energy: a board that reports by MQTT or HTTP, a miner or a
-- plant's source that is polled.
CREATE TABLE meter (
	id		INTEGER PRIMARY KEY,
	device		TEXT NOT NULL,		-- name in the topic; a MAC
	channel		TEXT NOT NULL,		-- which of its registers
	source		TEXT NOT NULL CHECK
			    (source IN ('message', 'miner', 'plant')),
	name		TEXT,			-- a person's
	location	TEXT,			-- since the last meter_place
	parent		INTEGER REFERENCES meter,	-- measures it as well
	direction	TEXT NOT NULL CHECK
			    (direction IN ('import', 'export', 'generation')),
	multiplier	INTEGER NOT NULL,	-- of register and power: CT
	resolution_uwh	INTEGER NOT NULL,	-- one step of the register
	save_step_uwh	INTEGER NOT NULL,	-- what a crash may take back
	modulus_uwh	INTEGER NOT NULL,	-- rolls over at; 0: never
	power_most_w	INTEGER NOT NULL,	-- more is no measurement
	gap_most_s	INTEGER NOT NULL,	-- longer is estimated
	error_permille	INTEGER NOT NULL,	-- of its class: 10 for 1
	loss_permille	INTEGER NOT NULL,	-- on the way to those below
	serial		TEXT,
	version		INTEGER NOT NULL,	-- of these settings
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	retired_at	INTEGER,		-- NULL: in service
	UNIQUE (device, channel, source)
) STRICT;
CREATE INDEX meter_parent ON meter (parent) WHERE parent IS NOT NULL;

-- Every version of a meter's settings.
CREATE TABLE meter_version (
	meter		INTEGER NOT NULL REFERENCES meter,
	version		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	actor		TEXT NOT NULL,
	settings	TEXT NOT NULL,		-- JSON, as the API shows it
	PRIMARY KEY (meter, version)
) STRICT, WITHOUT ROWID;

-- Where a meter was from when on; whose slots are whose place's.
CREATE TABLE meter_place (
	meter		INTEGER NOT NULL REFERENCES meter,
	from_at		INTEGER NOT NULL,	-- 0: from its first reading
	location	TEXT,
	PRIMARY KEY (meter, from_at)
) STRICT, WITHOUT ROWID;

-- What is known of a meter now, and what of it is yet to be booked.
CREATE TABLE meter_state (
	meter		INTEGER PRIMARY KEY REFERENCES meter,
	seen_at		INTEGER NOT NULL,	-- when the last message came
	last_at		INTEGER,		-- instant of the newest reading
	readings	INTEGER NOT NULL DEFAULT 0,	-- accepted
	online		INTEGER,		-- as it says; NULL: never said
	low_at		INTEGER NOT NULL,	-- sealed up to it; 0: nothing
	from_at		INTEGER,		-- to be booked from here on;
						-- NULL: nothing
	until_at	INTEGER,		-- the last that is new
	due_at		INTEGER			-- when it can be booked
) STRICT;
CREATE INDEX meter_state_due ON meter_state (due_at);

-- What boards said, each reading once: hive/ledger/meter.h.
CREATE TABLE meter_reading (
	meter		INTEGER NOT NULL,
	key		BLOB NOT NULL,		-- its identity
	at		INTEGER NOT NULL,	-- when it was measured
	device_at	INTEGER,		-- as the board says
	received_at	INTEGER NOT NULL,
	guessed		INTEGER NOT NULL,	-- 1: at is received_at
	boot		INTEGER,		-- the board's starts, counted
	sequence_no	INTEGER,
	register_uwh	INTEGER,
	boot_register_uwh INTEGER,		-- register when it started
	power_milliw	INTEGER,
	uptime_s	INTEGER,
	switches	INTEGER,		-- 0 all off, 1 some, 2 all on
	opens		INTEGER NOT NULL,	-- 1: a person's, a new register
	digest		BLOB NOT NULL,		-- BLAKE2b-128 of what it says
	state		INTEGER NOT NULL,	-- enum sample_state
	rule		INTEGER NOT NULL,	-- enum sample_rule
	counted_uwh	INTEGER NOT NULL,	-- since the one before
	base_uwh	INTEGER,		-- what the next counts from
	PRIMARY KEY (meter, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX meter_reading_at ON meter_reading (meter, at);

-- One row: the next slot of the polled meters, which have no readings.
CREATE TABLE polling (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	slot_at		INTEGER NOT NULL
) STRICT;

-- Messages that are no readings, the last 10,000 of them.
CREATE TABLE meter_refused (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	device		TEXT NOT NULL,
	rule		TEXT NOT NULL,
	why		TEXT NOT NULL,
	size_bytes	INTEGER NOT NULL,
	text		TEXT			-- its first 1,000 characters
) STRICT;

-- The ledger.  Each entry's hash covers it and the hash before it; ids have
-- no holes.  A slot's energy is the sum of its entries.
CREATE TABLE entry (
	id		INTEGER PRIMARY KEY,
	meter		INTEGER NOT NULL,
	slot_at		INTEGER NOT NULL,
	energy_uwh	INTEGER NOT NULL,
	kind		TEXT NOT NULL,		-- base, correction, ...
	quality		TEXT NOT NULL,		-- A, S, E: hive/ledger/classify.h
	rule		TEXT NOT NULL,		-- the most remarkable step
	corrects	INTEGER,		-- entry before it in the slot
	booked_at	INTEGER NOT NULL,
	first_at	INTEGER,		-- samples that it rests on
	last_at		INTEGER,
	samples		INTEGER NOT NULL,
	evidence	BLOB,			-- polled: BLAKE2b-256 of them
	actor		TEXT,			-- a person's entry
	reason		TEXT,
	hash		BLOB NOT NULL
) STRICT;
CREATE INDEX entry_slot ON entry (meter, slot_at);

-- The sums of entry, derived from it: what a slot has now.
CREATE TABLE slot (
	meter		INTEGER NOT NULL,
	slot_at		INTEGER NOT NULL,
	energy_uwh	INTEGER NOT NULL,	-- all of it
	measured_uwh	INTEGER NOT NULL,	-- without people's entries
	quality		TEXT NOT NULL,
	entry		INTEGER NOT NULL,	-- the last
	entries		INTEGER NOT NULL,
	PRIMARY KEY (meter, slot_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_at ON slot (slot_at);

-- Heads of the chain, signed with the ledger's key.
CREATE TABLE ledger_head (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	entry		INTEGER NOT NULL,	-- the last that it covers
	hash		BLOB NOT NULL,
	reason		TEXT NOT NULL,		-- hour, close, request
	signature	BLOB NOT NULL
) STRICT;

-- What a person has to look at, once per class, meter and window.
CREATE TABLE ticket (
	id		INTEGER PRIMARY KEY,
	class		TEXT NOT NULL,
	meter		INTEGER NOT NULL,	-- 0: of the whole ledger
	window_at	INTEGER NOT NULL,
	state		TEXT NOT NULL CHECK
			    (state IN ('open', 'acknowledged', 'resolved')),
	text		TEXT NOT NULL,		-- one sentence
	opened_at	INTEGER NOT NULL,
	seen_at		INTEGER NOT NULL,	-- found again
	times		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	actor		TEXT,			-- who changed it last
	resolution	TEXT,
	entry		INTEGER,		-- that resolved it
	UNIQUE (class, meter, window_at)
) STRICT;
CREATE INDEX ticket_state ON ticket (state, id);

-- Runs of the reconciliation: hive/verify/reconcile.h.
CREATE TABLE reconciliation (
	id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL,		-- minute, night, request
	actor		TEXT,
	started_at	INTEGER NOT NULL,
	ended_at	INTEGER,		-- NULL: it runs
	day		INTEGER NOT NULL,	-- looked at, since 1970
	cursor		INTEGER NOT NULL,	-- meters up to it are done
	meters		INTEGER NOT NULL,
	checks		INTEGER NOT NULL,
	found		INTEGER NOT NULL,
	opened		INTEGER NOT NULL,
	closed		INTEGER NOT NULL
) STRICT;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER head_stays BEFORE UPDATE ON ledger_head
BEGIN SELECT raise(ABORT, 'heads are only added'); END;
CREATE TRIGGER head_kept BEFORE DELETE ON ledger_head
BEGIN SELECT raise(ABORT, 'heads are only added'); END;
CREATE TRIGGER meter_version_stays BEFORE UPDATE ON meter_version
BEGIN SELECT raise(ABORT, 'versions are only added'); END;
CREATE TRIGGER meter_version_kept BEFORE DELETE ON meter_version
BEGIN SELECT raise(ABORT, 'versions are only added'); END;
CREATE TRIGGER meter_kept BEFORE DELETE ON meter
BEGIN SELECT raise(ABORT, 'meters are only retired'); END;
CREATE TRIGGER ticket_kept BEFORE DELETE ON ticket
BEGIN SELECT raise(ABORT, 'tickets are only resolved'); END;

---- Ledger: prices -----------------------------------------------------------

-- What a kilowatt-hour costs, from when, and since when that is known; only
-- ever added to: hive/money/price.h.
CREATE TABLE cost_version (
	id		INTEGER PRIMARY KEY,
	scope		TEXT NOT NULL,
	location	TEXT,
	meter		INTEGER,
	cost_per_kwh	INTEGER,		-- millionths of the currency;
						-- NULL: the wider scope's
	currency	TEXT NOT NULL,		-- the site's
	effective_from	INTEGER NOT NULL,	-- an instant, like all of them
	effective_until	INTEGER,		-- NULL: until the next begins
	notes		TEXT,
	created_by	TEXT NOT NULL,
	created_at	INTEGER NOT NULL,	-- known since
	CHECK (scope IN ('global', 'location', 'meter')),
	CHECK ((scope = 'location') = (location IS NOT NULL)),
	CHECK ((scope = 'meter') = (meter IS NOT NULL))
) STRICT;

-- Hours of the wall's clock with a price of their own.
CREATE TABLE cost_band (
	version		INTEGER NOT NULL REFERENCES cost_version,
	position	INTEGER NOT NULL,	-- the first that fits counts
	name		TEXT NOT NULL,
	weekdays	TEXT,			-- mon-fri; NULL: every day
	begins		TEXT NOT NULL,		-- HH:MM
	ends		TEXT NOT NULL,
	cost_per_kwh	INTEGER NOT NULL,	-- millionths
	PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;

-- A month that was closed.  What changes its days later is booked in the
-- month that is open then.
CREATE TABLE period (
	month		INTEGER PRIMARY KEY,	-- 12 * year + month - 1
	closed_at	INTEGER NOT NULL,
	closed_by	TEXT NOT NULL,
	entry		INTEGER NOT NULL,	-- the ledger's last one then
	statement	TEXT NOT NULL		-- signed: hive/money/statement.h
) STRICT;

-- A pass over days that are rated again.
CREATE TABLE rating_run (
	id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL,		-- version, recalculate, place,
						-- close
	state		TEXT NOT NULL,		-- running, done
	location	TEXT,			-- NULL: of all
	meter		INTEGER,		-- NULL: all
	version		INTEGER,		-- the price that began it
	month		INTEGER,		-- that is being closed
	first_day	INTEGER NOT NULL,	-- days since 1970-01-01, local
	last_day	INTEGER NOT NULL,
	at_day		INTEGER NOT NULL,	-- how far it is
	after_meter	INTEGER NOT NULL,
	total		INTEGER NOT NULL,	-- days of meters
	done		INTEGER NOT NULL,
	changed		INTEGER NOT NULL,	-- of them
	lines		INTEGER NOT NULL,	-- booked for closed months
	difference	INTEGER NOT NULL,	-- of cost, millionths
	actor		TEXT NOT NULL,
	reason		TEXT,
	started_at	INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
CREATE INDEX rating_run_state ON rating_run (state);

-- What closed months cost, and every credit and debit since; only added to.
CREATE TABLE rating_line (
	id		INTEGER PRIMARY KEY,
	run		INTEGER,		-- NULL: late energy
	month		INTEGER NOT NULL,	-- in which it is booked
	day		INTEGER NOT NULL,	-- for which
	meter		INTEGER NOT NULL,
	location	TEXT NOT NULL,		-- '': none
	version		INTEGER NOT NULL,	-- 0: unpriced
	band		INTEGER NOT NULL,	-- -1: none
	kind		TEXT NOT NULL,		-- base, credit, debit
	energy_uwh	INTEGER NOT NULL,
	cost		INTEGER NOT NULL,	-- millionths
	booked_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX rating_line_day ON rating_line (day, meter);
CREATE INDEX rating_line_month ON rating_line (month, kind);

-- Derived: may be dropped, and a recalculation makes it again.
-- A meter's energy and its cost on one day of the site, at one place.
CREATE TABLE energy_day (
	day		INTEGER NOT NULL,	-- days since 1970-01-01, local
	meter		INTEGER NOT NULL,
	location	TEXT NOT NULL,		-- '': none
	energy_uwh	INTEGER NOT NULL,	-- exports are negative
	cost		INTEGER,		-- millionths; NULL: no price
	unpriced_uwh	INTEGER NOT NULL,
	slots		INTEGER NOT NULL,	-- that are booked
	on_slots	INTEGER NOT NULL,	-- with energy
	guessed_slots	INTEGER NOT NULL,	-- quality S
	estimated_slots	INTEGER NOT NULL,	-- quality E
	corrected_slots	INTEGER NOT NULL,
	entry		INTEGER NOT NULL,	-- the last in it
	rated_at	INTEGER NOT NULL,
	PRIMARY KEY (day, meter, location)
) STRICT, WITHOUT ROWID;

CREATE INDEX energy_day_meter ON energy_day (meter, day);

-- Derived: up to which entry energy_day is current.
CREATE TABLE rating_state (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	entry		INTEGER NOT NULL,
	zone		TEXT			-- whose days they are
) STRICT;

-- Derived: meters that were moved or turned since their days were rated.
CREATE TABLE rating_due (
	meter		INTEGER PRIMARY KEY,
	from_at		INTEGER NOT NULL	-- from this instant on
) STRICT;
CREATE TRIGGER meter_place_made AFTER INSERT ON meter_place
BEGIN INSERT INTO rating_due (meter, from_at)
	VALUES (new.meter, new.from_at) ON CONFLICT (meter) DO UPDATE
	SET from_at = min(from_at, excluded.from_at); END;
CREATE TRIGGER meter_place_changed AFTER UPDATE ON meter_place
BEGIN INSERT INTO rating_due (meter, from_at)
	VALUES (new.meter, new.from_at) ON CONFLICT (meter) DO UPDATE
	SET from_at = min(from_at, excluded.from_at); END;
CREATE TRIGGER meter_turned AFTER UPDATE OF direction ON meter
WHEN old.direction <> new.direction
BEGIN INSERT INTO rating_due (meter, from_at) VALUES (new.id, 0)
	ON CONFLICT (meter) DO UPDATE SET from_at = 0; END;

CREATE TRIGGER period_stays BEFORE UPDATE ON period
BEGIN SELECT raise(ABORT, 'a closed month stays closed'); END;
CREATE TRIGGER period_kept BEFORE DELETE ON period
BEGIN SELECT raise(ABORT, 'a closed month stays closed'); END;
CREATE TRIGGER rating_line_stays BEFORE UPDATE ON rating_line
BEGIN SELECT raise(ABORT, 'lines are only added'); END;
CREATE TRIGGER rating_line_kept BEFORE DELETE ON rating_line
BEGIN SELECT raise(ABORT, 'lines are only added'); END;
CREATE TRIGGER cost_version_stays BEFORE UPDATE ON cost_version
BEGIN SELECT raise(ABORT, 'prices are only added'); END;
CREATE TRIGGER cost_version_kept BEFORE DELETE ON cost_version
BEGIN SELECT raise(ABORT, 'prices are only added'); END;
CREATE TRIGGER cost_band_stays BEFORE UPDATE ON cost_band
BEGIN SELECT raise(ABORT, 'prices are only added'); END;
CREATE TRIGGER cost_band_kept BEFORE DELETE ON cost_band
BEGIN SELECT raise(ABORT, 'prices are only added'); END;
---- State of the service: may be lost without harm ----------------------------

-- One row: the worker that may write.  Each start takes the next epoch.
CREATE TABLE worker (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	epoch		INTEGER NOT NULL,
	pid		INTEGER NOT NULL,
	started_at	INTEGER NOT NULL,
	seen_at		INTEGER NOT NULL,	-- heartbeat
	ended_at	INTEGER,		-- when it stopped as it should
	version		TEXT NOT NULL,
	scan_addresses	INTEGER NOT NULL DEFAULT 0,	-- in this sweep
	scan_done	INTEGER NOT NULL DEFAULT 0,	-- of them asked
	scan_left_s	INTEGER,
	size_bytes	INTEGER NOT NULL DEFAULT 0,	-- of the database
	growth_bytes_per_day INTEGER,
	broker		TEXT			-- of the meters; NULL: none
) STRICT;

-- How each kind of round went last.
CREATE TABLE round (
	name		TEXT PRIMARY KEY,
	interval_s	INTEGER NOT NULL,
	started_at	INTEGER,
	ok_at		INTEGER,		-- last that came to its end
	asked		INTEGER NOT NULL DEFAULT 0,
	kept		INTEGER NOT NULL DEFAULT 0,
	lost		INTEGER NOT NULL DEFAULT 0,
	ms		INTEGER NOT NULL DEFAULT 0,
	rounds		INTEGER NOT NULL DEFAULT 0	-- since the start
) STRICT, WITHOUT ROWID;

-- Things that are counted: refused replies by reason, and the like.
CREATE TABLE counter (
	name		TEXT PRIMARY KEY,
	n		INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row while an hour of readings is being packed; without it the hour is
-- begun again.
CREATE TABLE packing (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	hour_at		INTEGER NOT NULL,
	after_miner	INTEGER NOT NULL,	-- up to it all are packed
	counts		BLOB NOT NULL		-- readings packed, per 15 s of
						-- the hour: hive/base/pack.h
) STRICT;

-- Addresses that answer and are no miner of ours; left alone for an hour.
CREATE TABLE stranger (
	ip		TEXT PRIMARY KEY,
	found_at	INTEGER NOT NULL,
	why		TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counts up whenever what a list shows has changed; the base of ETags.
CREATE TABLE revision (
	name		TEXT PRIMARY KEY,
	n		INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The file's size at the end of each UTC day.
CREATE TABLE size_day (
	day		INTEGER PRIMARY KEY,	-- days since 1970
	bytes		INTEGER NOT NULL
) STRICT;

---- Alerts ------------------------------------------------------------------

-- A condition that somebody should know of, from its beginning to its end.
CREATE TABLE alert (
	id		INTEGER PRIMARY KEY,
	rule		TEXT NOT NULL,		-- miner_lost, plant_stale, ...
	key		TEXT NOT NULL,		-- what of: a MAC, "", * a flood
	severity	TEXT NOT NULL CHECK
			    (severity IN ('info', 'warning', 'critical')),
	miner		INTEGER REFERENCES miner,
	text		TEXT NOT NULL,		-- one sentence
	since_at	INTEGER NOT NULL,	-- when the condition began
	last_at		INTEGER NOT NULL,	-- when its text was last new
	count		INTEGER NOT NULL,	-- most that a flood had at once
	acknowledged_at	INTEGER,
	acknowledged_by	TEXT,
	ended_at	INTEGER,
	flood		INTEGER REFERENCES alert -- went on as part of it
) STRICT;
CREATE UNIQUE INDEX alert_open ON alert (rule, key) WHERE ended_at IS NULL;
CREATE INDEX alert_ended ON alert (ended_at);
CREATE INDEX alert_since ON alert (since_at);

-- What waits to be told over a channel; a row goes when it was taken there.
CREATE TABLE message (
	id		INTEGER PRIMARY KEY,
	channel		TEXT NOT NULL,		-- webhook, email
	kind		TEXT NOT NULL,		-- began, ended, report
	alert		INTEGER REFERENCES alert,
	text		TEXT,			-- of a report
	queued_at	INTEGER NOT NULL,
	next_at		INTEGER NOT NULL,	-- not before
	tries		INTEGER NOT NULL
) STRICT;
CREATE INDEX message_next ON message (channel, next_at);

-- Reports that were made: one a day or week of the site's zone.
CREATE TABLE report (
	day		INTEGER PRIMARY KEY,	-- its last, since 1970
	made_at		INTEGER NOT NULL,
	text		TEXT NOT NULL		-- as it was sent
) STRICT;

---- Views: what several queries ask in the same words -------------------------

-- Each miner with its latest reading, whose columns are NULL where there is
-- none; the miner's own columns are those of table miner.
CREATE VIEW miner_now AS
SELECT m.*,
	r.recorded_at AS recorded_at,		-- the reading's
	r.state AS state,
	r.state_time_s AS state_time_s,
	r.preset AS preset,
	r.hashrate_ths AS hashrate_ths,
	r.power_w AS power_w,
	r.chip_max_c AS chip_max_c,
	r.board_max_c AS board_max_c,
	r.boards AS boards,
	p.pools AS pools			-- JSON list
FROM miner m LEFT JOIN latest l ON l.miner = m.id
	LEFT JOIN reading r ON r.recorded_at = l.recorded_at
	    AND r.miner = l.miner
	LEFT JOIN pools p ON p.miner = m.id;

-- Each miner and all whose place it took, one after the other, each with the
-- instant until which it stood there.  A query names the miner, else all pairs
-- are gone through.
CREATE VIEW miner_succession (miner, id, until_at) AS
SELECT m.id, p.id,
	CASE WHEN p.id = m.id THEN 9223372036854775807 ELSE p.replaced_at END
FROM miner m JOIN miner p ON p.id IN (
	WITH RECURSIVE down (id) AS (
		SELECT m.id
		UNION
		SELECT d.id FROM down JOIN miner d ON d.replaced_by = down.id)
	SELECT id FROM down);

-- The meters that a pass over rated days concerns.
CREATE VIEW rating_run_meter (run, meter, direction) AS
SELECT r.id, m.id, m.direction
FROM rating_run r JOIN meter m ON (r.meter IS NULL OR m.id = r.meter)
	AND (r.location IS NULL OR EXISTS (SELECT 1 FROM meter_place p
	    WHERE p.meter = m.id AND p.location = r.location));
