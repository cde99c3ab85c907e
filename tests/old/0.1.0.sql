-- A database of an earlier release, made by tests/old/dump.sh.
PRAGMA page_size = 8192;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA application_id = 1346914646;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE model (
	alias		TEXT PRIMARY KEY,
	name		TEXT,
	chains		INTEGER,
	chips_per_chain	INTEGER,
	max_preset	TEXT,
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO model VALUES('s19','Antminer S19',3,76,'3450',1792984827048,1792984842248);
INSERT INTO model VALUES('s19kpro','Antminer S19k Pro',3,77,'2980',1792984827048,1792984842280);
INSERT INTO model VALUES('s21pro','Antminer S21 Pro',3,65,'3690',1792984827048,1792984842307);
CREATE TABLE catalogue (
	id		INTEGER PRIMARY KEY,
	model		TEXT NOT NULL REFERENCES model,
	digest		BLOB NOT NULL UNIQUE
) STRICT;
INSERT INTO catalogue VALUES(1,'s19kpro',X'93596a794a383b8a79b31d034df23db667a21982b9e38d27f92dda3f1b05bc13');
INSERT INTO catalogue VALUES(2,'s21pro',X'5e726ea6aa7e29ffee64de2f93f5f4ddeb105788ce89d025a6d09b02cb95ac2f');
INSERT INTO catalogue VALUES(4,'s19',X'790be087eef08016abfb77e2c33fcaad4dc1e433834b3de4aeb8d54b93638d42');
INSERT INTO catalogue VALUES(5,'s19kpro',X'4cb6a20332041015f276541352e7bbb7ec5c99d4ab63102c861b9c21159f9295');
INSERT INTO catalogue VALUES(6,'s19',X'90c8418a7aa7efd7ec704a880c507d9f010307c700bc43288031acf836fd9004');
INSERT INTO catalogue VALUES(7,'s21pro',X'28701c67896ccaf87b08a0dfa170efbbc5e046d2d4f59db1b8ab2e742d6b53f7');
CREATE TABLE preset (
	catalogue	INTEGER NOT NULL REFERENCES catalogue,
	position	INTEGER NOT NULL,
	name		TEXT NOT NULL,
	pretty		TEXT,
	power_w		INTEGER,
	hashrate_ths	REAL,
	tuned		INTEGER NOT NULL,
	modded_psu	INTEGER NOT NULL,
	PRIMARY KEY (catalogue, position)
) STRICT, WITHOUT ROWID;
INSERT INTO preset VALUES(1,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(1,1,'1320','1320 watt ~ 70 TH',1320,70.0,1,0);
INSERT INTO preset VALUES(1,2,'1520','1520 watt ~ 79 TH',1520,79.0,1,0);
INSERT INTO preset VALUES(1,3,'1720','1720 watt ~ 87 TH',1720,87.0,1,0);
INSERT INTO preset VALUES(1,4,'1930','1930 watt ~ 95 TH',1930,95.0,1,0);
INSERT INTO preset VALUES(1,5,'2140','2140 watt ~ 103 TH',2140,103.0,0,0);
INSERT INTO preset VALUES(1,6,'2360','2360 watt ~ 110 TH',2360,110.0,1,0);
INSERT INTO preset VALUES(1,7,'2590','2590 watt ~ 117 TH',2590,117.0,1,0);
INSERT INTO preset VALUES(1,8,'2760','2760 watt ~ 120 TH',2760,120.0,1,0);
INSERT INTO preset VALUES(1,9,'2980','2980 watt ~ 128 TH',2980,128.0,1,0);
INSERT INTO preset VALUES(1,10,'3240','3240 watt ~ 133 TH',3240,133.0,0,1);
INSERT INTO preset VALUES(1,11,'3560','3560 watt ~ 139 TH',3560,139.0,0,1);
INSERT INTO preset VALUES(2,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(2,1,'2490','2490 watt ~ 165 TH',2490,165.0,1,0);
INSERT INTO preset VALUES(2,2,'2570','2570 watt ~ 171 TH',2570,171.0,1,0);
INSERT INTO preset VALUES(2,3,'2650','2650 watt ~ 177 TH',2650,177.0,1,0);
INSERT INTO preset VALUES(2,4,'2730','2730 watt ~ 182 TH',2730,182.0,1,0);
INSERT INTO preset VALUES(2,5,'2810','2810 watt ~ 188 TH',2810,188.0,1,0);
INSERT INTO preset VALUES(2,6,'2900','2900 watt ~ 193 TH',2900,193.0,1,0);
INSERT INTO preset VALUES(2,7,'2990','2990 watt ~ 199 TH',2990,199.0,1,0);
INSERT INTO preset VALUES(2,8,'3070','3070 watt ~ 205 TH',3070,205.0,1,0);
INSERT INTO preset VALUES(2,9,'3150','3150 watt ~ 210 TH',3150,210.0,1,0);
INSERT INTO preset VALUES(2,10,'3240','3240 watt ~ 216 TH',3240,216.0,1,0);
INSERT INTO preset VALUES(2,11,'3330','3330 watt ~ 221 TH',3330,221.0,1,0);
INSERT INTO preset VALUES(2,12,'3420','3420 watt ~ 226 TH',3420,226.0,0,0);
INSERT INTO preset VALUES(2,13,'3510','3510 watt ~ 231 TH',3510,231.0,1,0);
INSERT INTO preset VALUES(2,14,'3600','3600 watt ~ 236 TH',3600,236.0,1,0);
INSERT INTO preset VALUES(2,15,'3690','3690 watt ~ 241 TH',3690,241.0,1,0);
INSERT INTO preset VALUES(2,16,'3790','3790 watt ~ 246 TH',3790,246.0,0,1);
INSERT INTO preset VALUES(2,17,'3980','3980 watt ~ 256 TH',3980,256.0,0,1);
INSERT INTO preset VALUES(2,18,'4210','4210 watt ~ 268 TH',4210,268.0,0,1);
INSERT INTO preset VALUES(2,19,'4650','4650 watt ~ 290 TH',4650,290.0,0,1);
INSERT INTO preset VALUES(4,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(4,1,'1150','1150 watt ~ 53 TH',1150,53.0,1,0);
INSERT INTO preset VALUES(4,2,'1350','1350 watt ~ 59 TH',1350,59.0,1,0);
INSERT INTO preset VALUES(4,3,'1550','1550 watt ~ 65 TH',1550,65.0,1,0);
INSERT INTO preset VALUES(4,4,'1750','1750 watt ~ 70 TH',1750,70.0,0,0);
INSERT INTO preset VALUES(4,5,'2000','2000 watt ~ 76 TH',2000,76.0,0,0);
INSERT INTO preset VALUES(4,6,'2250','2250 watt ~ 82 TH',2250,82.0,1,0);
INSERT INTO preset VALUES(4,7,'2500','2500 watt ~ 88 TH',2500,88.0,1,0);
INSERT INTO preset VALUES(4,8,'2750','2750 watt ~ 93 TH',2750,93.0,1,0);
INSERT INTO preset VALUES(4,9,'3050','3050 watt ~ 98 TH',3050,98.0,0,0);
INSERT INTO preset VALUES(4,10,'3300','3300 watt ~ 101 TH',3300,101.0,1,0);
INSERT INTO preset VALUES(4,11,'3450','3450 watt ~ 106 TH',3450,106.0,0,0);
INSERT INTO preset VALUES(4,12,'3800','3800 watt ~ 111 TH',3800,111.0,0,1);
INSERT INTO preset VALUES(4,13,'4150','4150 watt ~ 116 TH',4150,116.0,0,1);
INSERT INTO preset VALUES(4,14,'4600','4600 watt ~ 122 TH',4600,122.0,0,1);
INSERT INTO preset VALUES(5,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(5,1,'1320','1320 watt ~ 70 TH',1320,70.0,1,0);
INSERT INTO preset VALUES(5,2,'1520','1520 watt ~ 79 TH',1520,79.0,1,0);
INSERT INTO preset VALUES(5,3,'1720','1720 watt ~ 87 TH',1720,87.0,0,0);
INSERT INTO preset VALUES(5,4,'1930','1930 watt ~ 95 TH',1930,95.0,1,0);
INSERT INTO preset VALUES(5,5,'2140','2140 watt ~ 103 TH',2140,103.0,0,0);
INSERT INTO preset VALUES(5,6,'2360','2360 watt ~ 110 TH',2360,110.0,0,0);
INSERT INTO preset VALUES(5,7,'2590','2590 watt ~ 117 TH',2590,117.0,0,0);
INSERT INTO preset VALUES(5,8,'2760','2760 watt ~ 120 TH',2760,120.0,1,0);
INSERT INTO preset VALUES(5,9,'2980','2980 watt ~ 128 TH',2980,128.0,1,0);
INSERT INTO preset VALUES(5,10,'3240','3240 watt ~ 133 TH',3240,133.0,0,1);
INSERT INTO preset VALUES(5,11,'3560','3560 watt ~ 139 TH',3560,139.0,0,1);
INSERT INTO preset VALUES(6,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(6,1,'1150','1150 watt ~ 53 TH',1150,53.0,1,0);
INSERT INTO preset VALUES(6,2,'1350','1350 watt ~ 59 TH',1350,59.0,1,0);
INSERT INTO preset VALUES(6,3,'1550','1550 watt ~ 65 TH',1550,65.0,1,0);
INSERT INTO preset VALUES(6,4,'1750','1750 watt ~ 70 TH',1750,70.0,1,0);
INSERT INTO preset VALUES(6,5,'2000','2000 watt ~ 76 TH',2000,76.0,1,0);
INSERT INTO preset VALUES(6,6,'2250','2250 watt ~ 82 TH',2250,82.0,1,0);
INSERT INTO preset VALUES(6,7,'2500','2500 watt ~ 88 TH',2500,88.0,1,0);
INSERT INTO preset VALUES(6,8,'2750','2750 watt ~ 93 TH',2750,93.0,1,0);
INSERT INTO preset VALUES(6,9,'3050','3050 watt ~ 98 TH',3050,98.0,1,0);
INSERT INTO preset VALUES(6,10,'3300','3300 watt ~ 101 TH',3300,101.0,1,0);
INSERT INTO preset VALUES(6,11,'3450','3450 watt ~ 106 TH',3450,106.0,1,0);
INSERT INTO preset VALUES(6,12,'3800','3800 watt ~ 111 TH',3800,111.0,0,1);
INSERT INTO preset VALUES(6,13,'4150','4150 watt ~ 116 TH',4150,116.0,0,1);
INSERT INTO preset VALUES(6,14,'4600','4600 watt ~ 122 TH',4600,122.0,0,1);
INSERT INTO preset VALUES(7,0,'disabled','Disabled',NULL,NULL,0,0);
INSERT INTO preset VALUES(7,1,'2490','2490 watt ~ 165 TH',2490,165.0,1,0);
INSERT INTO preset VALUES(7,2,'2570','2570 watt ~ 171 TH',2570,171.0,1,0);
INSERT INTO preset VALUES(7,3,'2650','2650 watt ~ 177 TH',2650,177.0,1,0);
INSERT INTO preset VALUES(7,4,'2730','2730 watt ~ 182 TH',2730,182.0,0,0);
INSERT INTO preset VALUES(7,5,'2810','2810 watt ~ 188 TH',2810,188.0,0,0);
INSERT INTO preset VALUES(7,6,'2900','2900 watt ~ 193 TH',2900,193.0,1,0);
INSERT INTO preset VALUES(7,7,'2990','2990 watt ~ 199 TH',2990,199.0,0,0);
INSERT INTO preset VALUES(7,8,'3070','3070 watt ~ 205 TH',3070,205.0,0,0);
INSERT INTO preset VALUES(7,9,'3150','3150 watt ~ 210 TH',3150,210.0,1,0);
INSERT INTO preset VALUES(7,10,'3240','3240 watt ~ 216 TH',3240,216.0,1,0);
INSERT INTO preset VALUES(7,11,'3330','3330 watt ~ 221 TH',3330,221.0,0,0);
INSERT INTO preset VALUES(7,12,'3420','3420 watt ~ 226 TH',3420,226.0,1,0);
INSERT INTO preset VALUES(7,13,'3510','3510 watt ~ 231 TH',3510,231.0,1,0);
INSERT INTO preset VALUES(7,14,'3600','3600 watt ~ 236 TH',3600,236.0,1,0);
INSERT INTO preset VALUES(7,15,'3690','3690 watt ~ 241 TH',3690,241.0,1,0);
INSERT INTO preset VALUES(7,16,'3790','3790 watt ~ 246 TH',3790,246.0,0,1);
INSERT INTO preset VALUES(7,17,'3980','3980 watt ~ 256 TH',3980,256.0,0,1);
INSERT INTO preset VALUES(7,18,'4210','4210 watt ~ 268 TH',4210,268.0,0,1);
INSERT INTO preset VALUES(7,19,'4650','4650 watt ~ 290 TH',4650,290.0,0,1);
CREATE TABLE miner (
	id		INTEGER PRIMARY KEY,
	mac		TEXT NOT NULL UNIQUE,
	name		TEXT,
	location	TEXT,
	circuit		TEXT,
	ip		TEXT,
	last_ip		TEXT,
	online		INTEGER NOT NULL DEFAULT 0,
	offline_reason	TEXT,
	first_seen_at	INTEGER NOT NULL,
	last_seen_at	INTEGER,
	managed		INTEGER NOT NULL DEFAULT 0,
	conflict	INTEGER NOT NULL DEFAULT 0,
	hold_reason	TEXT,
	hold_since_at	INTEGER,
	hold_until_at	INTEGER,
	model		TEXT REFERENCES model,
	firmware	TEXT,
	firmware_version TEXT,
	serial		TEXT,
	catalogue	INTEGER REFERENCES catalogue,
	catalogue_at	INTEGER,
	sealed_key	BLOB,
	sealed_unlock	BLOB,
	key_trouble	TEXT,
	retired_at	INTEGER,
	replaced_by	INTEGER REFERENCES miner,
	replaced_at	INTEGER
) STRICT;
INSERT INTO miner VALUES(1,'02:6d:d0:30:00:01','North 2','Container A','rack-1','127.1.0.1','127.1.0.1',1,NULL,1792984827048,1792984827048,1,0,'noisy fan',1796112300054,1796717100000,'s19kpro','vnish','1.2.6','N/A',1,1796119828365,X'000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',X'',NULL,NULL,NULL,NULL);
INSERT INTO miner VALUES(2,'02:1c:c3:30:00:02','North 1','Container A','rack-1','127.1.0.2','127.1.0.2',1,NULL,1792984827048,1792984827048,1,0,NULL,NULL,NULL,'s21pro','vnish','1.3.4','N/A',2,1796119828365,X'000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',X'',NULL,NULL,NULL,NULL);
INSERT INTO miner VALUES(3,'02:93:30:30:00:03',NULL,NULL,NULL,'127.1.0.3','127.1.0.3',1,NULL,1792984827048,1792984827048,1,0,'fan is noisy',1792984908200,NULL,'s21pro','vnish','1.2.7','N/A',7,1796119828365,X'000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',X'',NULL,NULL,NULL,NULL);
INSERT INTO miner VALUES(4,'02:a1:04:30:00:04',NULL,NULL,NULL,'127.1.0.4','127.1.0.4',1,NULL,1792984827048,1796112470162,1,0,NULL,NULL,NULL,'s19','vnish','1.2.6','N/A',4,1796119828365,X'000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',X'',NULL,NULL,NULL,NULL);
INSERT INTO miner VALUES(5,'02:ea:b3:30:00:05',NULL,NULL,NULL,NULL,'127.1.0.5',0,'retired',1792984827048,1792992384427,0,0,NULL,NULL,NULL,'s19kpro','vnish','1.2.6','N/A',5,1793680920593,X'',X'',NULL,1793681040936,NULL,NULL);
INSERT INTO miner VALUES(6,'02:f2:0c:30:00:06',NULL,NULL,NULL,NULL,'127.1.0.6',0,'retired',1792984827048,1792984932046,0,0,NULL,NULL,NULL,'s19','vnish','1.3.4','N/A',6,1792984827106,X'',X'',NULL,1792985004465,7,1792985004465);
INSERT INTO miner VALUES(7,'02:f2:0c:30:00:99',NULL,NULL,NULL,'127.1.0.6','127.1.0.6',1,NULL,1792984944428,1792984944428,1,0,NULL,NULL,NULL,'s19','vnish','1.3.4','N/A',6,1796119828373,X'000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',X'',NULL,NULL,NULL,NULL);
CREATE TABLE setting (
	name		TEXT PRIMARY KEY,
	value		TEXT NOT NULL,
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('balancer_mode','"act"',1792984842376);
INSERT INTO setting VALUES('safety_margin_percent','14',1796112300093);
CREATE TABLE user (
	name		TEXT PRIMARY KEY,
	scope		TEXT NOT NULL CHECK
			    (scope IN ('read', 'operate', 'admin', 'ledger')),
	created_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO user VALUES('admin','admin',1792984827171);
INSERT INTO user VALUES('alice','operate',1792984908312);
CREATE TABLE token (
	id		INTEGER PRIMARY KEY,
	name		TEXT NOT NULL,
	scope		TEXT NOT NULL CHECK
			    (scope IN ('read', 'operate', 'admin', 'ledger')),
	hint		TEXT NOT NULL,
	digest		BLOB NOT NULL UNIQUE,
	created_at	INTEGER NOT NULL,
	created_by	TEXT NOT NULL,
	expires_at	INTEGER NOT NULL,
	revoked_at	INTEGER,
	last_used_at	INTEGER
) STRICT;
INSERT INTO token VALUES(1,'bootstrap','admin','ph_YYvBG',X'3030303030303030303030303030303030303030303030303030303030303031',1792984827208,'local:0',1800760827208,NULL,1796119831440);
INSERT INTO token VALUES(2,'grafana','read','ph_svVEW',X'3030303030303030303030303030303030303030303030303030303030303032',1792984908232,'local:0',1800760908232,NULL,NULL);
INSERT INTO token VALUES(3,'old program','operate','ph_CfWNr',X'3030303030303030303030303030303030303030303030303030303030303033',1792984908262,'local:0',1800760908262,1792984908296,NULL);
CREATE TABLE idempotency (
	caller		TEXT NOT NULL,
	key		TEXT NOT NULL,
	digest		BLOB NOT NULL,
	status		INTEGER NOT NULL,
	answer		TEXT NOT NULL,
	at		INTEGER NOT NULL,
	PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
INSERT INTO idempotency VALUES('token:1','hold-2',X'5c23d59f9930f8e9a5b8402b2767a03f129596eb6513cbd9b2b40486b526bb47',200,'{"status":200,"why":null,"pointer":null,"id":null,"body":null}',1796112300054);
INSERT INTO idempotency VALUES('token:1','restart-1',X'cb7a3b9cd39c377c37e4f786d792563804ec10e62f09ad5c3aed0f27915ebc9c',202,'{"status":202,"why":null,"pointer":null,"id":null,"body":"{\"id\":9,\"at\":\"2026-12-01T08:05:00.074Z\",\"miner_id\":\"02:1c:c3:30:00:02\",\"action\":\"restart\",\"preset\":null,\"percent\":null,\"who\":\"token:1\",\"reason\":\"manual\",\"decision\":null,\"emergency\":null,\"old_preset\":\"2490\",\"old_w\":2283,\"new_w\":2283,\"delta_ths\":0,\"dry\":false,\"state\":\"queued\",\"result\":null,\"tries\":0,\"sent_at\":null,\"accepted_at\":null,\"ended_at\":null}"}',1796112300074);
INSERT INTO idempotency VALUES('token:1','set-1',X'52ec243fe38fd9234d37bccfa124a3d17f552f3bb14e435f4b460edd601d858c',200,'{"status":200,"why":null,"pointer":null,"id":null,"body":null}',1796112300093);
CREATE TABLE event (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	kind		TEXT NOT NULL,
	miner		INTEGER REFERENCES miner,
	text		TEXT NOT NULL
) STRICT;
INSERT INTO event VALUES(1,1792984827048,'found',1,'found at 127.1.0.1, model s19kpro');
INSERT INTO event VALUES(2,1792984827048,'online',1,'answers at 127.1.0.1');
INSERT INTO event VALUES(3,1792984827048,'found',2,'found at 127.1.0.2, model s21pro');
INSERT INTO event VALUES(4,1792984827048,'online',2,'answers at 127.1.0.2');
INSERT INTO event VALUES(5,1792984827048,'found',3,'found at 127.1.0.3, model s21pro');
INSERT INTO event VALUES(6,1792984827048,'online',3,'answers at 127.1.0.3');
INSERT INTO event VALUES(7,1792984827048,'found',4,'found at 127.1.0.4, model s19');
INSERT INTO event VALUES(8,1792984827048,'online',4,'answers at 127.1.0.4');
INSERT INTO event VALUES(9,1792984827048,'found',5,'found at 127.1.0.5, model s19kpro');
INSERT INTO event VALUES(10,1792984827048,'online',5,'answers at 127.1.0.5');
INSERT INTO event VALUES(11,1792984827048,'found',6,'found at 127.1.0.6, model s19');
INSERT INTO event VALUES(12,1792984827048,'online',6,'answers at 127.1.0.6');
INSERT INTO event VALUES(13,1792984827081,'broker found',NULL,'the meters'' broker is connected');
INSERT INTO event VALUES(14,1792984889137,'changed',1,'preset changed from 2590 to 2980 (rebalance_gain)');
INSERT INTO event VALUES(15,1792984908393,'changed',4,'find done (manual)');
INSERT INTO event VALUES(16,1792984908580,'emergency',NULL,'emergency stop');
INSERT INTO event VALUES(17,1792984915668,'changed',4,'preset changed from 2500 to 1150 (emergency)');
INSERT INTO event VALUES(18,1792984917169,'changed',1,'preset changed from 2980 to 1320 (emergency)');
INSERT INTO event VALUES(19,1792984918623,'changed',3,'preset changed from 3600 to 2490 (emergency)');
INSERT INTO event VALUES(20,1792984920176,'changed',2,'preset changed from 3690 to 2490 (emergency)');
INSERT INTO event VALUES(21,1792984920200,'changed',6,'preset changed from 3450 to 1150 (emergency)');
INSERT INTO event VALUES(22,1792984921701,'changed',5,'preset changed from 2980 to 1320 (emergency)');
INSERT INTO event VALUES(23,1792984928608,'released',NULL,'the emergency stop was released');
INSERT INTO event VALUES(24,1792984944428,'found',7,'found at 127.1.0.6, model s19');
INSERT INTO event VALUES(25,1792984944428,'online',7,'answers at 127.1.0.6');
INSERT INTO event VALUES(26,1792984977096,'offline',6,'another miner has its address');
INSERT INTO event VALUES(27,1792984977129,'offline',5,'invalid token near ''<''');
INSERT INTO event VALUES(28,1792985004465,'replaced',7,'takes the place of 02:f2:0c:30:00:06');
INSERT INTO event VALUES(29,1792988667097,'preset conflict',4,'runs preset 1350, not 1150 as it was told: its thermal switcher or a person changed it');
INSERT INTO event VALUES(30,1792992312086,'preset conflict',1,'runs preset 1520, not 1320 as it was told: its thermal switcher or a person changed it');
INSERT INTO event VALUES(31,1792992384427,'online',5,'answers at 127.1.0.5');
INSERT INTO event VALUES(32,1793681040936,'retired',5,'taken out of service');
INSERT INTO event VALUES(33,1796112302105,'changed',2,'restart done (manual)');
INSERT INTO event VALUES(34,1796112330407,'offline',4,'no answer: Couldn''t connect to server');
INSERT INTO event VALUES(35,1796112380169,'emergency',NULL,'emergency stop');
INSERT INTO event VALUES(36,1796112381191,'changed',2,'stop done (emergency)');
INSERT INTO event VALUES(37,1796112381209,'uncontrollable',4,'stop failed: no answer');
INSERT INTO event VALUES(38,1796112381209,'changed',1,'stop done (emergency)');
INSERT INTO event VALUES(39,1796112381209,'changed',3,'stop done (emergency)');
INSERT INTO event VALUES(40,1796112381209,'changed',7,'stop done (emergency)');
INSERT INTO event VALUES(41,1796112405189,'released',NULL,'the emergency stop was released');
INSERT INTO event VALUES(42,1796112470162,'online',4,'answers at 127.1.0.4');
CREATE TABLE audit (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	who		TEXT NOT NULL,
	door		TEXT NOT NULL,
	address		TEXT,
	action		TEXT NOT NULL,
	target		TEXT,
	old		TEXT,
	new		TEXT,
	result		INTEGER NOT NULL
) STRICT;
INSERT INTO audit VALUES(1,1792984827171,'local:0','local',NULL,'user_keep',NULL,NULL,'{"name":"admin","scope":"admin"}',200);
INSERT INTO audit VALUES(2,1792984827208,'local:0','local',NULL,'token_create',NULL,NULL,'{"id":1}',201);
INSERT INTO audit VALUES(3,1792984842248,'local:0','local',NULL,'model_patch','s19','{"max_preset":null}','{"max_preset":"3450"}',200);
INSERT INTO audit VALUES(4,1792984842280,'local:0','local',NULL,'model_patch','s19kpro','{"max_preset":null}','{"max_preset":"2980"}',200);
INSERT INTO audit VALUES(5,1792984842307,'local:0','local',NULL,'model_patch','s21pro','{"max_preset":null}','{"max_preset":"3690"}',200);
INSERT INTO audit VALUES(6,1792984842356,'user:admin','basic','127.0.0.1','miners_patch',NULL,NULL,'{"managed":true}',200);
INSERT INTO audit VALUES(7,1792984842376,'local:0','local',NULL,'settings_patch',NULL,'{"balancer_mode":"observe"}','{"balancer_mode":"act"}',200);
INSERT INTO audit VALUES(8,1792984908119,'token:1','token','127.0.0.1','circuit_keep','feeder-1',NULL,'{"limit_kw": 30, "phase": "L1"}',200);
INSERT INTO audit VALUES(9,1792984908129,'token:1','token','127.0.0.1','circuit_keep','rack-1',NULL,'{"parent": "feeder-1", "limit_kw": 20}',200);
INSERT INTO audit VALUES(10,1792984908150,'local:0','local',NULL,'miner_patch','02:1c:c3:30:00:02','{"name":null,"location":null,"circuit":null}','{"name":"North 1","location":"Container A","circuit":"rack-1"}',200);
INSERT INTO audit VALUES(11,1792984908183,'local:0','local',NULL,'miner_patch','02:6d:d0:30:00:01','{"name":null,"location":null,"circuit":null}','{"name":"North 2","location":"Container A","circuit":"rack-1"}',200);
INSERT INTO audit VALUES(12,1792984908200,'token:1','token','127.0.0.1','miner_patch','02:93:30:30:00:03','{"hold":null}','{"hold":{"reason":"fan is noisy","until":null}}',200);
INSERT INTO audit VALUES(13,1792984908232,'local:0','local',NULL,'token_create',NULL,NULL,'{"id":2}',201);
INSERT INTO audit VALUES(14,1792984908262,'local:0','local',NULL,'token_create',NULL,NULL,'{"id":3}',201);
INSERT INTO audit VALUES(15,1792984908296,'local:0','local',NULL,'token_revoke','3',NULL,NULL,204);
INSERT INTO audit VALUES(16,1792984908312,'local:0','local',NULL,'user_keep',NULL,NULL,'{"name":"alice","scope":"operate"}',200);
INSERT INTO audit VALUES(17,1792984908363,'local:0','local',NULL,'settings_patch',NULL,'{"safety_margin_percent":10}','{"safety_margin_percent":12}',200);
INSERT INTO audit VALUES(18,1792984908377,'token:1','token','127.0.0.1','command','02:a1:04:30:00:04',NULL,'{"action": "find"}',202);
INSERT INTO audit VALUES(19,1792984908488,'token:1','token','127.0.0.1','cost_version_add',NULL,NULL,'{"cost_per_kwh": 0.08, "effective_from": "2026-10-01T00:00:00Z", "notes": "contract"}',201);
INSERT INTO audit VALUES(20,1792984908493,'token:1','token','127.0.0.1','cost_version_add',NULL,NULL,NULL,400);
INSERT INTO audit VALUES(21,1792984908503,'token:1','token','127.0.0.1','meter_create',NULL,NULL,'{"id":4,"device":"spare-1","channel":"total","source":"message","name":"Spare","location":"Store","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:21:48.503Z","changed_at":"2026-10-26T03:21:48.503Z","retired_at":null,"online":null,"last_seen_at":null,"last_reading_at":null}',201);
INSERT INTO audit VALUES(22,1792984908517,'token:1','token','127.0.0.1','meter_patch','3','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":null,"location":"Lab 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-10-26T03:21:48.407Z","retired_at":null,"online":true,"last_seen_at":"2026-10-26T03:21:48.407Z","last_reading_at":"2026-10-26T02:56:48.000Z"}','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":"Lab board","location":"Lab 2","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":2,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-10-26T03:21:48.517Z","retired_at":null,"online":true,"last_seen_at":"2026-10-26T03:21:48.407Z","last_reading_at":"2026-10-26T02:56:48.000Z"}',200);
INSERT INTO audit VALUES(23,1792984908525,'token:1','token','127.0.0.1','meter_swap','3',NULL,NULL,400);
INSERT INTO audit VALUES(24,1792984908535,'token:1','token','127.0.0.1','ledger_reconcile',NULL,NULL,NULL,202);
INSERT INTO audit VALUES(25,1792984908556,'token:1','token','127.0.0.1','ledger_sign',NULL,NULL,NULL,200);
INSERT INTO audit VALUES(26,1792984908563,'token:1','token','127.0.0.1','recalculate','later',NULL,'{"start": "2026-10-25", "end": "2026-10-26", "reason": "try"}',202);
INSERT INTO audit VALUES(27,1792984908580,'token:1','token','127.0.0.1','emergency_stop',NULL,NULL,'{"action": "lowest", "scope": "managed"}',202);
INSERT INTO audit VALUES(28,1792984928608,'token:1','token','127.0.0.1','emergency_release',NULL,NULL,NULL,200);
INSERT INTO audit VALUES(29,1792984939369,'token:1','token','127.0.0.1','cost_version_add',NULL,NULL,'{"classroom": "Lab 2", "cost_per_kwh": 0.11, "effective_from": "2026-10-20T00:00:00Z", "bands": [{"name": "night", "weekdays": "mon-fri", "begins": "22:00", "ends": "06:00", "cost_per_kwh": 0.05}]}',201);
INSERT INTO audit VALUES(30,1792984939373,'token:1','token','127.0.0.1','meter_swap','3',NULL,'{"closing_wh": 3000, "opening_wh": 5, "reason": "burnt", "at": "2026-10-26T03:21:19Z"}',200);
INSERT INTO audit VALUES(31,1792984944415,'local:0','local',NULL,'scan',NULL,NULL,NULL,202);
INSERT INTO audit VALUES(32,1792985004465,'local:0','local',NULL,'miner_replace','02:f2:0c:30:00:06',NULL,NULL,200);
INSERT INTO audit VALUES(33,1792992415568,'local:0','local',NULL,'scan',NULL,NULL,NULL,202);
INSERT INTO audit VALUES(34,1793680950656,'token:1','token','127.0.0.1','ticket_patch','39','{"state":"open"}','{"state": "acknowledged"}',200);
INSERT INTO audit VALUES(35,1793680950663,'token:1','token','127.0.0.1','ticket_patch','38','{"state":"open"}','{"state": "acknowledged"}',200);
INSERT INTO audit VALUES(36,1793680950681,'token:1','token','127.0.0.1','ticket_patch','37','{"state":"open"}','{"state": "resolved", "resolution": "looked at"}',200);
INSERT INTO audit VALUES(37,1793680950713,'token:1','token','127.0.0.1','period_close',NULL,NULL,'{"period": "2026-10"}',202);
INSERT INTO audit VALUES(38,1793680980789,'token:1','token','127.0.0.1','entry_create',NULL,NULL,NULL,400);
INSERT INTO audit VALUES(39,1793680980809,'token:1','token','127.0.0.1','entry_create',NULL,NULL,NULL,400);
INSERT INTO audit VALUES(40,1793680980819,'token:1','token','127.0.0.1','cost_version_add',NULL,NULL,'{"cost_per_kwh": 0.09, "effective_from": "2026-10-15T00:00:00Z", "notes": "corrected"}',201);
INSERT INTO audit VALUES(41,1793681040926,'token:1','token','127.0.0.1','alert_acknowledge','5',NULL,NULL,200);
INSERT INTO audit VALUES(42,1793681040936,'token:1','token','127.0.0.1','miner_retire','02:ea:b3:30:00:05',NULL,NULL,204);
INSERT INTO audit VALUES(43,1796112299961,'token:1','token','127.0.0.1','entry_create',NULL,NULL,'{"meter": 18, "from": "2026-10-31T05:00:00Z", "to": "2026-10-31T05:30:00Z", "energy_wh": 500, "reason": "read by hand"}',201);
INSERT INTO audit VALUES(44,1796112299973,'token:1','token','127.0.0.1','entry_create',NULL,NULL,'{"meter": 18, "from": "2026-11-01T05:00:00Z", "to": "2026-11-01T05:15:00Z", "energy_wh": 300.5, "reason": "read by hand"}',201);
INSERT INTO audit VALUES(45,1796112300001,'token:1','token','127.0.0.1','meter_patch','2','{"id":2,"device":"esp32-01","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:20:28.612Z","changed_at":"2026-10-26T03:20:28.612Z","retired_at":null,"online":true,"last_seen_at":"2026-12-01T03:37:51.686Z","last_reading_at":"2026-10-26T03:37:51.664Z"}','{"id":2,"device":"esp32-01","channel":"all_devices","source":"message","name":"Hall","location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":2,"created_at":"2026-10-26T03:20:28.612Z","changed_at":"2026-12-01T08:05:00.001Z","retired_at":null,"online":true,"last_seen_at":"2026-12-01T03:37:51.686Z","last_reading_at":"2026-10-26T03:37:51.664Z"}',200);
INSERT INTO audit VALUES(46,1796112300026,'token:1','token','127.0.0.1','meter_patch','1','{"id":1,"device":"esp32-02","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:20:28.597Z","changed_at":"2026-10-26T03:20:28.597Z","retired_at":null,"online":true,"last_seen_at":"2026-12-01T03:37:36.038Z","last_reading_at":"2026-10-26T03:37:36.029Z"}','{"id":1,"device":"esp32-02","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":2,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":20,"serial":null,"version":2,"created_at":"2026-10-26T03:20:28.597Z","changed_at":"2026-12-01T08:05:00.026Z","retired_at":null,"online":true,"last_seen_at":"2026-12-01T03:37:36.038Z","last_reading_at":"2026-10-26T03:37:36.029Z"}',200);
INSERT INTO audit VALUES(47,1796112300054,'token:1','token','127.0.0.1','miner_patch','02:6d:d0:30:00:01','{"hold":null}','{"hold":{"reason":"noisy fan","until":"2026-12-08T08:05:00.000Z"}}',200);
INSERT INTO audit VALUES(48,1796112300074,'token:1','token','127.0.0.1','command','02:1c:c3:30:00:02',NULL,'{"action": "restart"}',202);
INSERT INTO audit VALUES(49,1796112300093,'token:1','token','127.0.0.1','settings_patch',NULL,'{"safety_margin_percent":12}','{"safety_margin_percent":14}',200);
INSERT INTO audit VALUES(50,1796112320157,'local:0','local',NULL,'scan',NULL,NULL,NULL,202);
INSERT INTO audit VALUES(51,1796112380169,'token:1','token','127.0.0.1','emergency_stop',NULL,NULL,'{"action": "stop", "scope": "all"}',202);
INSERT INTO audit VALUES(52,1796112405189,'token:1','token','127.0.0.1','emergency_release',NULL,NULL,NULL,200);
INSERT INTO audit VALUES(53,1796116198346,'local:0','local',NULL,'scan',NULL,NULL,NULL,202);
INSERT INTO audit VALUES(54,1796119831447,'token:1','token','127.0.0.1','meter_patch','3','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":"Lab board","location":"Lab 2","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":2,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-10-26T03:21:48.517Z","retired_at":null,"online":true,"last_seen_at":"2026-11-03T04:43:00.762Z","last_reading_at":"2026-10-26T13:05:00.000Z"}','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":"Lab board","location":"Lab 4","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":3,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-12-01T10:10:31.447Z","retired_at":null,"online":true,"last_seen_at":"2026-11-03T04:43:00.762Z","last_reading_at":"2026-10-26T13:05:00.000Z"}',200);
CREATE TABLE latest (
	miner		INTEGER PRIMARY KEY REFERENCES miner,
	recorded_at	INTEGER NOT NULL
) STRICT;
INSERT INTO latest VALUES(1,1796119830428);
INSERT INTO latest VALUES(2,1796119830428);
INSERT INTO latest VALUES(3,1796119830428);
INSERT INTO latest VALUES(4,1796119830428);
INSERT INTO latest VALUES(5,1793681027234);
INSERT INTO latest VALUES(6,1792984932046);
INSERT INTO latest VALUES(7,1796119830428);
CREATE TABLE pools (
	miner		INTEGER PRIMARY KEY REFERENCES miner,
	pools		TEXT NOT NULL
) STRICT;
INSERT INTO pools VALUES(1,'[{"url":"stratum.pool.example:3333","status":"offline"},{"url":"backup.pool.example:3333","status":"offline"}]');
INSERT INTO pools VALUES(2,'[{"url":"stratum.pool.example:3333","status":"offline"},{"url":"backup.pool.example:3333","status":"offline"}]');
INSERT INTO pools VALUES(3,'[{"url":"stratum.pool.example:3333","status":"offline"},{"url":"backup.pool.example:3333","status":"offline"}]');
INSERT INTO pools VALUES(4,'[{"url":"stratum.pool.example:3333","status":"active"},{"url":"backup.pool.example:3333","status":"working"}]');
INSERT INTO pools VALUES(5,'[{"url":"stratum.pool.example:3333","status":"active"},{"url":"backup.pool.example:3333","status":"working"}]');
INSERT INTO pools VALUES(6,'[{"url":"stratum.pool.example:3333","status":"active"},{"url":"backup.pool.example:3333","status":"working"}]');
INSERT INTO pools VALUES(7,'[{"url":"stratum.pool.example:3333","status":"offline"},{"url":"backup.pool.example:3333","status":"offline"}]');
CREATE TABLE reading (
	recorded_at	INTEGER NOT NULL,
	miner		INTEGER NOT NULL,
	state		TEXT,
	state_time_s	INTEGER,
	preset		TEXT,
	hashrate_ths	REAL,
	power_w		INTEGER,
	chip_max_c	INTEGER,
	board_max_c	INTEGER,
	boards		BLOB,
	PRIMARY KEY (recorded_at, miner)
) STRICT, WITHOUT ROWID;
INSERT INTO reading VALUES(1792984932046,6,'mining',1995465,'1150',52.470999999999996532,1149,42,28,X'00090185250303c9240305c9240307852503070307a59102ff0553370507a59102ff0555390707a59102ff055337');
INSERT INTO reading VALUES(1793681027234,5,'mining',827909,'1320',70.0,1205,48,34,X'000901892c0303912b0305d52a0307d52a03070307cbec02a3065b3f0507cbec02a3065f430707cbec02a3066145');
INSERT INTO reading VALUES(1796116140420,1,'stopped',156,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116140420,2,'stopped',156,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116140420,3,'stopped',156,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116140420,4,'mining',92838,'2000',74.379000000000004889,1975,58,44,X'000901a1380303cd3a0305a1380307dd3803070307b38303a50a75590507b38303a50a73570707b38303a50a7155');
INSERT INTO reading VALUES(1796116140420,7,'stopped',156,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796116155419,1,'stopped',171,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116155419,2,'stopped',171,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116155419,3,'stopped',171,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116155419,4,'mining',92853,'2000',74.754999999999995454,1978,58,44,X'000901a1380303cd3a0305a1380307dd3803070307ad8503a70a75590507ad8503a70a73570707ad8503a70a7155');
INSERT INTO reading VALUES(1796116155419,7,'stopped',171,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796116170420,1,'stopped',186,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116170420,2,'stopped',186,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116170420,3,'stopped',186,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116170420,4,'mining',92868,'2000',74.585999999999998523,1968,58,44,X'000901a1380303cd3a0305a1380307dd3803070307bd8403a10a75590507bd8403a10a73570707bd8403a10a7155');
INSERT INTO reading VALUES(1796116170420,7,'stopped',186,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796116185424,1,'stopped',201,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116185424,2,'stopped',201,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116185424,3,'stopped',201,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116185424,4,'mining',92883,'2000',74.816000000000002501,1970,58,44,X'000901a1380303cd3a0305a1380307dd3803070307d78503a10a75590507d78503a10a73570707d78503a10a7155');
INSERT INTO reading VALUES(1796116185424,7,'stopped',201,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796116200428,1,'stopped',216,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116200428,2,'stopped',216,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116200428,3,'stopped',216,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116200428,4,'mining',92898,'2000',74.111000000000004208,1979,58,44,X'000901a1380303cd3a0305a1380307dd3803070307818203a70a75590507818203a70a73570707818203a70a7155');
INSERT INTO reading VALUES(1796116200428,7,'stopped',216,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796116215428,1,'stopped',231,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796116215428,2,'stopped',231,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796116215428,3,'stopped',231,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796116215428,4,'mining',92913,'2000',73.555000000000006822,1976,58,44,X'000901a1380303cd3a0305a1380307dd38030703078dff02a50a755905078dff02a50a735707078dff02a50a7155');
INSERT INTO reading VALUES(1796116215428,7,'stopped',231,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
INSERT INTO reading VALUES(1796119830428,1,'stopped',246,'1930',0.0,0,30,16,X'000901d114030395140305d1140307d1140307030b01013d21050b0101391d070b01013b1f');
INSERT INTO reading VALUES(1796119830428,2,'stopped',246,'2490',0.0,0,29,15,X'000901d91303039d130305d91303079d130307030b01013519050b01013b1f070b0101391d');
INSERT INTO reading VALUES(1796119830428,3,'stopped',246,'2490',0.0,0,29,15,X'000901e1120303e1120305e1120307e1120307030b01013b1f050b0101391d070b0101391d');
INSERT INTO reading VALUES(1796119830428,4,'mining',92928,'2000',73.8469999999999942,1960,58,44,X'000901a1380303cd3a0305a1380307dd3803070307d180039b0a75590507d180039b0a73570707d180039b0a7155');
INSERT INTO reading VALUES(1796119830428,7,'stopped',246,'1150',0.0,0,27,13,X'000901a5120303e9110305e9110307a5120307030b01013519050b0101371b070b01013519');
CREATE TABLE reading_hour (
	hour_at		INTEGER NOT NULL,
	miner		INTEGER NOT NULL,
	readings	INTEGER NOT NULL,
	data		BLOB NOT NULL,
	boards		BLOB NOT NULL,
	PRIMARY KEY (hour_at, miner)
) STRICT, WITHOUT ROWID;
INSERT INTO reading_hour VALUES(1793678400000,1,10,X'0128b52ffd20897d030094051102d583b3fbb3686470404834463634307501076d696e696e6700010193b4d3011e020531353230053137323001010000000002f7be09f7bb4e44f653f79dd100070f023d0103000002d717030208119e0d0c050e016f06530800a004dc75319caa43925a0f8a080001086007',X'0128b52ffd604b00550400728617239029e913fbffdf502ec42050a59e0ba94fc22f2def3d13db09c74b38a86db209d93205ff8a514ebe100bc35753d5aa9ab081e9e6a4df03e37d20340d22113818f4a85c573cec614e16bdf2c8250e0a8c43675f34d43bf16fa05c4fc00112002004dc81c54482712006828113b0ae4830c345118c8d13ac0d16f7d52d41fd9d69a962af0c2801');
INSERT INTO reading_hour VALUES(1793678400000,2,10,X'001102d583b3fbb36864704048344636343075757575757575757501076d696e696e67000101b9c35a201e1e1e1e1e1e1e1e010532343930000102e78e14d62a913cc47f0cd1ad00041307060b0e0e0921d9230812060401081119060200a901008d01',X'0128b52ffd20d98d030052061825804bd2019829214960f221406104dce91927342d5bf3b1ca044410011c0bb11b91b6b74c01855c4aae1ab995b4eae34eaea0791da1c1a7e9aefdf02e32583c1c45e6b208008da4d0178d35d6c8e22a5f8e13d1391d30e3d9191136b1b967e005008088335a4508060184385198');
INSERT INTO reading_hour VALUES(1793678400000,3,10,X'0128b52ffd20785d0300f4051102d583b3fbb36864704048344636343075010c6175746f2d74756e696e67000101e7051e010532343930000122bfc70db16ba375f6f43ab6712ba174640d8fe29803493d21c523431b1c40aa2ec9192a09017500000200010102020101590300ea5260400202d801',X'0128b52ffd602b00e5040062c81f2970650b07ce71d0f7a8aa78f3dc258eea92fd19f76282f3fdf9878d299561412815e8f0b13c49a44c293695479bcae3ba82186d5157911ff137da97df5a87b55d82350c4e197550608845420b984863f264088f2b4724bc251dd771947dba5aaba601fad15475db64dbb9027c8cd2d37b4f2a798c17027d9e673738bf37e00a0020949310c7a55cc8c84930e35d1a1ac2a0801f6071d84e27');
INSERT INTO reading_hour VALUES(1793678400000,4,10,X'0128b52ffd2088750300d4051102d583b3fbb3686470404834463634307501076d696e696e67000101b59e0b1e0205313335300531353530010100020002f18907d8b45b940eaf46d3ff032d0704030903010102e9140e7202181f140b04030001000163000600014706002e0583a10bc603c6024845003b',X'0128b52ffd604b002504001406000907000102812d00e000010001036f6b000107000302f12e0502bd2d00a407e000070d000301076d696e696e67000102fbad02483c73880439169ba9010f0201010301000001f906047c0008090603020101630006470d00056145075f0004430e002e45006204e64064000b9160c6a56f358100a00c04028025289b00c619f002');
INSERT INTO reading_hour VALUES(1793678400000,5,10,X'0128b52ffd20742d030074051102d583b3fbb3686470404834463634307501076d696e696e67000101fd85651e010531333230000122e7c808d71746929037fce3c5850200000400020300010121f112010a0c010e060701070501610000000100024504002e252a2540805404b003',X'0128b52ffd20e89d0300a405000907000100892c01036f6b000107000300912b0500d52a0700070d000301076d696e696e67000122cded02f107188630bb544b9581000000010021a50600040400060201000101005b003f0d00055f00430d0007016100024509002e25a9b805130c40549655b0e8da037d01214e1426');
INSERT INTO reading_hour VALUES(1793678400000,7,10,X'001102d583b3fbb36864704048344636343075757575757575757501076d696e696e67000101bdd1f3011e1e201e1e1e1e1e1e010531313530000102a1bf06de5b637bf15a007cb003040102010001040321f311040c000401030304000100550039',X'0128b52ffd20cd250300f404000907000100852501036f6b000107000300c924050700070d000301076d696e696e670001028b95024a7375d3a51e567e3a010100010101fd050203020100005300370d00055500390d0007530037070002b3689595ddfa71cb8fd2070c73a2dc01');
INSERT INTO reading_hour VALUES(1793764800000,1,3,X'001122bb87facdb46831013675007501076d696e696e67000121ddb6d3011d001e010531373230000122ddb40a587acd01000101ef1a0e2300750059',X'0128b52ffd208ea502004404000907000100cd3a01036f6b000107000300a138050700dd00070d000301076d696e696e670001219fbc03742a9921f908020605007500590d00057100550d00077300570500002c0b0a3ce06667bcfe1626');
INSERT INTO reading_hour VALUES(1793764800000,2,3,X'001122bb87facdb46831013675007501076d696e696e6700012185c65a1d001e010532343930000122e9f7130caf570e020b21db23071a0f00a901008d01',X'0128b52ffd209d0d03001405000907000100e15d01036f6b000107000300c5590500f15b0700815a00070d000301076d696e696e67000122cfd206aee5c704000321f30b010a0300a3010087010d0005a901008d010d0007a701008b01050020e4302a14803320c489c204');
INSERT INTO reading_hour VALUES(1793764800000,3,3,X'001122bb87facdb468310136750075010c6175746f2d74756e696e67000121b1081d001e010532343930000122ad9e0dad7e340b030801d52328bd21750002012159000201',X'0128b52ffd20af5503006405000907000121993900787701036f6b000107000321dd380521a10701913a3cb300070d000301076d696e696e67000122e5b404e32abc03010201f10b0e3f217500020121590002010d0005735707017500010159000107006005dc018b2d29ab9fc220e0ae18530c');
INSERT INTO reading_hour VALUES(1793764800000,4,3,X'001122bb87facdb46831013675007501076d696e696e67000121ffa00b1d001e010531353530000102dfd907e81e000301f51702090069004d',X'0128b52ffd208b9502000404000907000100e13001036f6b000107000300d1320507009d3100070d000301076d696e696e67000121d7c9028b3dcc01fd69004d0d000567004b0d00076300470600a02e4055e12b3600ce9d863951ee');
INSERT INTO reading_hour VALUES(1793764800000,7,3,X'001122bb87facdb46831013675007501076d696e696e6700012189d4f3011d001e010531313530000122ebc1064a0b3b01000101fb11040f0057003b',X'0128b52ffd208b6d020002040f1ab0271dc89224390c10868f994dbee056e175a8a9dc2402bbc91469d51171714669f57d1aae6b40b2087c35d6d851dea8f728dfe506721c987983030500a02e02aafe51fa80615f143b');
INSERT INTO reading_hour VALUES(1794542400000,1,4,X'00112289accab3ba68df8fa2d4af3a3aaf01076d696e696e6700010199b7d3011e1e1e0105313732300001228fb60ad1806f3d0204010021d71a1005050100750059',X'0128b52ffd20acf50200d404000907000101cd3a77780001036f6b000107000301a138050701dd00070d000301076d696e696e67000122dbbc03ef8079130001000021f10806000000007500590d00057100550d00077300570500402c394a1400bba0a428f16c02');
INSERT INTO reading_hour VALUES(1794542400000,2,4,X'00112289accab3ba68df8fa2d4af3a3aaf01076d696e696e67000101c1c65a1e1e1e010532343930000102d9d5136f3ea4010c0c21cb230e07131000a901008d01',X'0128b52ffd20a01503002405000907000100e15d01036f6b000107000300c5590500f15b0700815a00070d000301076d696e696e670001029fc7067b163600040421ed0b0601050600a3010087010d0005a901008d010d0007a701008b01050080e1398a15303220c489c204');
INSERT INTO reading_hour VALUES(1794542400000,3,4,X'00112289accab3ba68df8fa2d4af3a3aaf010c6175746f2d74756e696e67000101ed081e1e1e010532343930000122ff8f0d4c4a42d71b230240219322375d0a92217300010002215700010002',X'0128b52ffd20c3d503004406000907000121f3370d850da601036f6b0001070003218b371d951dd20501b1363b3cf00721bf3800070d000301076d696e696e67000122ffaf041ac4c29b090b001521b10b111f043021730001000221570d00050171000002015500070202015500020207000045532c7fea865258110a6699cf30ef7402');
INSERT INTO reading_hour VALUES(1794542400000,4,4,X'00112289accab3ba68df8fa2d4af3a3aaf01076d696e696e67000101bba10b1e1e1e01053135353000012281df07925a8f5b03010301018118010b020069004d',X'0128b52ffd20a0dd0200b404000907000100e13001036f6b000107000300d1320507009d3100070d000301076d696e696e67000122abca0232742f730100010021fd07040201000069004d0d000567004b0d00076300470500402c394a148073a7614e943b');
INSERT INTO reading_hour VALUES(1794542400000,7,4,X'00112289accab3ba68df8fa2d4af3a3aaf01076d696e696e67000101c5d4f3011e1e1e010531313530000122ebc2061d1640ce0200010021fd11050104080057003b',X'0128b52ffd20919502002404000907000100fd2501036f6b000107000300c1050700070d000301076d696e696e67000121a39602b3086c4601fd05020200005300370d000557003b0d000753003705006029146afd51e580615f143b');
INSERT INTO reading_hour VALUES(1795579200000,1,4,X'001122f595b490c268e597a4dcaf3a3aaf01076d696e696e6700010191b8d3011e1e1e010531373230000122dfb70a4457cde60002000221e91a0b0a0c0300750059',X'0128b52ffd2094b502006404000907000100cd3a01036f6b000107000300a138050700dd00070d000301076d696e696e670001219fbd0318c543f821f90803020401007500590d00057100550d00077300570500c02e1dca3ee06667bcfe1626');
INSERT INTO reading_hour VALUES(1795579200000,2,4,X'001122f595b490c268e597a4dcaf3a3aaf01076d696e696e67000101b9c75a1e1e1e010532343930000102cb8d14fb922716120001bd230e021300a901008d01',X'0128b52ffd209df5020012451320a035e9c7fdfeea579de4b9ba9eee35a8bba1b0995955f47f71cdde4d9c349902956e00cf4ef7adb3d105bc6646a133cce3b18181e88c6bae395875e209342a871722588dbd795417c21d8b03050020e4302a14803320c489c204');
INSERT INTO reading_hour VALUES(1795579200000,3,4,X'001122f595b490c268e597a4dcaf3a3aaf020c6175746f2d74756e696e67076d696e696e67010102000002e509e11e1e040000010532343930000103f5c70b1e5eb444b20f00010001d1240fc3020177000100015b000100',X'0128b52ffd20b525030082051420a027e93ff62275c1233ef7018fd863ff112ff2bf4d6e2d543d86ddb637de4da6dfaadf2d01051cdd55efad3fa8248a86c5612ceea1407a802db606d91be5cda9d144141947efec02c2f5763ab4677207002008900301a35241031702ee8a31c5');
INSERT INTO reading_hour VALUES(1795579200000,4,4,X'001122f595b490c268e597a4dcaf3a3aaf01076d696e696e67000101b3a20b1e1e1e010531353530000102c7e1071848ba00030101ef171001000069004d',X'0128b52ffd2097c502008404000907000100e13001036f6b000107000300d1320507009d3100070d000301076d696e696e6700010299cb0208189200010001fb070400000069004d0d000567004b0d00076300470500202c262a3c8069a7b94e1426');
INSERT INTO reading_hour VALUES(1795579200000,7,4,X'001122f595b490c268e597a4dcaf3a3aaf01076d696e696e67000101bdd5f3011e1e1e010531313530000122d3c306172eb8cd0000010121f311000c01050057003b',X'0128b52ffd20949d02003404000907000100fd2501036f6b000107000300c1050700070d000301076d696e696e67000121c796020710929921fb0500040001005300370d000557003b0d00075300370500c02e1dcafe51fa80615f143b');
INSERT INTO reading_hour VALUES(1796094000000,1,15,X'0128b52ffd20bb750400b407110295b1d6fac56860303c323a3032305630303c38307501076d696e696e6700010189b9d3011e02053137323005313933300101000000020002a5c00a79dead4000dacfd519c074a5859f070b063708040606010d0100000b02e51a0203039a080a05120d091013100100000001000001750000000601000001590600335257e87801f841400bc0011e400c',X'0128b52ffd60be000d050002481c287055920e80d5c195ae0700c496ff42d087fbe1fbbf025848aa111f34e9d5882bc21122ad912d650a8a52da5382ff93e889c1a7f457388ba43b8965187e2080f7b35b76d06ba860b0681a55b5e9400e0097f364ca1d97755991c67b6a53a0b668c24f717a37fe901cef8b1ff1296f8203130020f2330c601d602c61900e8805a320301844c2208d19a906ebddb3072761c414b05b2a09015fa0c038f005');
INSERT INTO reading_hour VALUES(1796094000000,2,15,X'0128b52ffd20828d03008406110295b1d6fac56860303c323a3032305630303c38307501076d696e696e67000101b1c85a1e0105323439300001228df9134a390e77ad780579945679e1c35602000c0504090e08000a11010b0c0c0121d32301081615071308071502151012220300a901008d010200e0a80f2006',X'0128b52ffd60090005040052871b27704dd201c0be4e620657bbc4ebea4a3bcec47f08a4f7672580348105f882741641761342369129cd5c4e3e55733beea998bbb983f7f22c734d005b701d6e0d77386bd8b6198645c90a5d121e91c2fa100a6f6441f4484555d4248b4fb9a3723eae5d03349e5d42c14248f70c1c05000489192a411e303220c489c204');
INSERT INTO reading_hour VALUES(1796094000000,3,15,X'0128b52ffd207c5d03002406110295b1d6fac56860303c323a3032305630303c38307501076d696e696e670001015d1e010532343930000102adf513419fceeb7dea4288dc7d091aa0720209030018000605000a01030b0221992306000c15170d0202100d100d1c0e07007500590200e0f80fd004',X'0128b52ffd601900f5030052071a24804bd201dc80170119f238149141d1fdf72b535462681c7118340464046c6c9b04ed2d53fd6eedf7d49cb527357b4cb94b800bd71da6027c834e61ec786fe8e21a0fd42a0c0ec161682c0e99b5f95c8748911449b238cb159613b34274c6b34726d8c4e59e810307006017dc3602522132823460645086138509');
INSERT INTO reading_hour VALUES(1796094000000,4,15,X'0128b52ffd20bc1504000407110295b1d6fac56860303c323a3032305630303c38307501076d696e696e67000101aba30b1e02053135353005313735300101020022e1ab08a99d3c7a8fe566b467ffa2e6f6d5bc20020702020006030003040605010702ef177a040c0c0415100503090c060500010001690600014d060033650c38528083005783a33e8018',X'0128b52ffd60c4005d0400a2861926804bd201d00c80fc3c4034414d5f92a1666adb36e1a402231e9be2c2011919c7964d08215ba689464211db7d53b4b7dab6c4b596a4a778b1bdf8e3014ae5b39830040802a4c9383613723a831e494f7a90acdae5060b263b60509dfd1151bd5f0a13f6041c0e004016d0dd80c40022d0dd8d416a30701a04bf4e168243a650de4b910970980348');
INSERT INTO reading_hour VALUES(1796094000000,7,15,X'0128b52ffd207f7503005406110295b1d6fac56860303c323a3032305630303c38307501076d696e696e67000101b5d6f3011e010531313530000102e9ba060eb1ff1b9ec6c6bd2903ec3a4c92030400000007000106010001010221f71101070102080a00090403020a0306020057003b0200c0b11ea009',X'0128b52ffd603500dd0300428615219029e9ffbfbdbdfbff2bb376c7adc107818158e85b864a38e49521bb13b2b74c01dbe34918f13907fdd0ade6da6decfb5900bffdedc4a130a4540a10014a0f638ac47a62a9a518d83b713c916fec8bc635b0dc111d0d00c070310b4ac6811821998841ce5503c4243c2a047035aebbe4a822c0dc2f4a18');
INSERT INTO reading_hour VALUES(1796112000000,1,16,X'0128b52ffd20f56d0400440611029de5958ac6684c3e38423e3036323030323c3034307502076d696e696e670873746f70706564010100020003cbbcd3011ed31e00de003400010531393330000103dda80b905eeb96c4b7000209070505e30002f11d001e1112101d0f00017b3f015f1200341b410758172a810141dc0834e45cbc01704c4002201ab806820084412880701004648007',X'0128b52ffd604701ad050052071c26902b1d1bc855f4f39f7acf57edefe7fb95c109a111e9d0bad36ee0ceca9835e6fbcb0d774a2937c447b2b005aa0f577870e325762f8a5ca02ff482ecb776e2d9540499c6f9bcb711090cbb1c0d80c2aaac8a916f855949435d9e5346e8dc49100ae6ade92eaee64e1d346bb4dccdd7242050d358630b58b42cac26189383c510b0609b60247584ee068918076a8716043820003105e26e894597d8097905321fc92c64ebc92604e4bae1130e78624b1d01');
INSERT INTO reading_hour VALUES(1796112000000,2,16,X'0128b52ffd20f41d0500540811029de5958ac6684c3e38423e3036323030323c30343075050b72657374617274696e670d696e697469616c697a696e6709076d696e696e670873746f7070656401010202020000020001010e07051e1e2f1e010532343930000103010000384632af00170f244a00030104000201000000845cdf001100110001b30139021c1a023b01970c003511512eccb4071002cc018400a383bd0039e0c830278191011e',X'0128b52ffd609801dd0600f289252e704bd3189c22c58c0ce018819857e511123f36bfa0b4bbd41645a2aa010084089cdea25663ab799a1eb977df52a6108f5e4fa2c2cd3ca8c04a260b2985ee761b0018abeb2f23f71e4a8858bcb6f7550f10e69c2a0a4a32cac8f024191be24214ab2823d3dacc9b72b08520629f72753c9dcc8a1cd6354378631da0912d0319db7ebac2d414f2182a3706ffcf7302bb28e058fd29072020f082b19d031511bad9d3eb313a8b7d2a1d15447061d8d344248099c6c365297029a4b00fbb2e926c0d76c916caa0288b0d810724ace41ac837a02bca2db19e30');
INSERT INTO reading_hour VALUES(1796112000000,3,16,X'0128b52ffd20e4450400340611029de5958ac6684c3e38423e3036323030323c3034307502076d696e696e670873746f707065640101000200029f041ea71e00010532343930000103ebe81372e1a02a9457030d030300f1000400028f2307181103189f001100017500390001590011003417003b006110062030380810189c8100c00da2d68065801a0819100e82800cf0',X'0128b52ffd607401850500f4060009070001029939003700130001036f6b000107000302dd3800fb0012000502a1bf0702913aaf1300070d000302076d696e696e670873746f707065640101020003cfcd06269f340e32c7000104010100a50000010002db0b0308050008df050001750039000159000d00057357071d00124009980f1016372639000bd8008fc11ae0210e079a04b1d0800062125393b853c4227509d00990170804f005789a220010181c06c207040687037004');
INSERT INTO reading_hour VALUES(1796112000000,4,4,X'0011228fc2ae8ac668c9999acaaf3a3aaf01076d696e696e67000101d5a90b1e1e1e010532303030000122eb8809a76d16fd0201060121dd1e0a0d080200750059',X'0128b52ffd20a0dd0200b404000907000100a13801036f6b000107000300cd3a050700dd3800070d000301076d696e696e67000122f98203e17908a900000200219f0a04030200007500590d00057300570d00077100550500402c394a148073a7614e943b');
INSERT INTO reading_hour VALUES(1796112000000,7,16,X'0128b52ffd20f57d0400840611029de5958ac6684c3e38423e3036323030323c3034307502076d696e696e670873746f70706564010100020003f7d9f3011e7f1e00ed003c00010531313530000103b9bb06d3107094362d000201010201a1000102f5110809040103ef08000157001f00013b0012003417003b00611006200836007b308b0b8e0948004403d7401080300805100e82800cf0',X'0128b52ffd6047017d04008405000907000102fd2500d700090001036f6b000107000302c1050700070d000302076d696e696e670873746f707065640101000202e99302f15c7adc680f8b0002fd050203020001f9000155001f0001390d0005573b0755391700a013809c002903b3007205c3a4a11900b0011ecfac68e0ce689266219c5b0b2c82c22316b480290f8098a6ca046f03d7022007');
INSERT INTO reading_hour VALUES(1796115600000,1,6,X'00110289c6ea8dc6682e323838307575757575010873746f70706564000101b9021e1e1e1e1e010531393330000100010001003d0021',X'0128b52ffd20763502004403000907000100d11401036f6b00010700030095050700070d0003010873746f7070656400013d00210d000539001d0d00073b001f0600002939b1c8dd7d29b7d3b02f8a1d');
INSERT INTO reading_hour VALUES(1796115600000,2,6,X'00110289c6ea8dc6682e323838307575757575010873746f70706564000101b9021e1e1e1e1e010532343930000100010001003b001f',X'0128b52ffd20763502004403000907000100d91301036f6b0001070003009d050700070d0003010873746f7070656400013500190d00053b001f0d000739001d0600002939b1c8dd05e5761af645b103');
INSERT INTO reading_hour VALUES(1796115600000,3,6,X'00110289c6ea8dc6682e323838307575757575010873746f70706564000101b9021e1e1e1e1e010532343930000100010001003b001f',X'0128b52ffd2076050200f402000907000100e11201036f6b0001070003050700070d0003010873746f7070656400013b001f0d000539001d0d00070600202939b1c8dd05e580616f1430');
INSERT INTO reading_hour VALUES(1796115600000,4,6,X'00110289c6ea8dc6682e32383830757575757501076d696e696e67000101cdaa0b1e1e1e1e1e010532303030000122ff89091808b682ff5700030103010621ed1e02080b070a0400750059',X'0128b52ffd20a9f50200e404000907000100a13801036f6b000107000300cd3a050700dd3800070d000301076d696e696e67000102b38303fa6f9ad573000000010101a50a0205000601007500590d00057300570d00077100550500602c546a148073a7614e943b');
INSERT INTO reading_hour VALUES(1796115600000,7,6,X'00110289c6ea8dc6682e323838307575757575010873746f70706564000101b9021e1e1e1e1e0105313135300001000100010037001b',X'0128b52ffd20763d02005403000907000100a51201036f6b000107000300e911050700070d0003010873746f7070656400013500190d000537001b0d00073500190600002939b1c8dd3daa1c30cc897207');
CREATE TABLE rollup (
	miner		INTEGER NOT NULL,
	hour_at		INTEGER NOT NULL,
	readings	INTEGER NOT NULL,
	power_least_w	INTEGER,
	power_mean_w	INTEGER,
	power_most_w	INTEGER,
	hashrate_mean_ths REAL,
	chip_max_c	INTEGER,
	mining_s	INTEGER NOT NULL,
	PRIMARY KEY (miner, hour_at)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup VALUES(1,1792983600000,11,1313,1934,2981,90.661090909090930271,79,210);
INSERT INTO rollup VALUES(1,1792987200000,5,1315,1320,1326,69.239000000000004318,51,120);
INSERT INTO rollup VALUES(1,1792990800000,11,1319,1481,1525,76.157818181818186078,55,210);
INSERT INTO rollup VALUES(1,1793502000000,6,1509,1516,1521,77.807999999999992724,55,135);
INSERT INTO rollup VALUES(1,1793678400000,10,1509,1614,1719,82.115499999999997269,58,195);
INSERT INTO rollup VALUES(1,1793764800000,3,1708,1718,1726,85.294666666666671519,58,90);
INSERT INTO rollup VALUES(1,1794542400000,4,1704,1707,1715,85.383000000000009773,58,105);
INSERT INTO rollup VALUES(1,1795579200000,4,1710,1717,1722,85.487499999999997154,58,105);
INSERT INTO rollup VALUES(1,1796094000000,15,1711,1867,1931,91.596399999999988496,62,270);
INSERT INTO rollup VALUES(1,1796112000000,16,0,721,1935,35.116875000000000283,62,90);
INSERT INTO rollup VALUES(1,1796115600000,6,0,0,0,0.0,30,0);
INSERT INTO rollup VALUES(2,1792983600000,11,2284,2825,3403,199.19827272727272316,74,210);
INSERT INTO rollup VALUES(2,1792987200000,5,2275,2280,2290,162.40620000000001255,84,120);
INSERT INTO rollup VALUES(2,1792990800000,11,2268,2286,2300,163.82936363636360965,84,210);
INSERT INTO rollup VALUES(2,1793502000000,6,2266,2273,2280,163.00766666666666538,84,135);
INSERT INTO rollup VALUES(2,1793678400000,10,2271,2284,2293,163.99209999999999353,84,195);
INSERT INTO rollup VALUES(2,1793764800000,3,2277,2285,2298,163.3166666666666913,84,90);
INSERT INTO rollup VALUES(2,1794542400000,4,2267,2277,2285,162.18200000000001637,84,105);
INSERT INTO rollup VALUES(2,1795579200000,4,2268,2273,2278,163.68600000000000704,84,105);
INSERT INTO rollup VALUES(2,1796094000000,15,2270,2281,2298,163.39859999999998763,84,270);
INSERT INTO rollup VALUES(2,1796112000000,16,0,283,2288,15.42718749999999872,89,45);
INSERT INTO rollup VALUES(2,1796115600000,6,0,0,0,0.0,29,0);
INSERT INTO rollup VALUES(3,1792983600000,11,0,1480,3273,116.93690909090909712,71,75);
INSERT INTO rollup VALUES(3,1792987200000,5,0,879,2200,82.186200000000013687,58,0);
INSERT INTO rollup VALUES(3,1792990800000,11,2146,2279,2359,107.3539999999999992,59,0);
INSERT INTO rollup VALUES(3,1793502000000,6,2162,2238,2361,79.574166666666670266,59,0);
INSERT INTO rollup VALUES(3,1793678400000,10,2173,2275,2359,111.07120000000000459,59,0);
INSERT INTO rollup VALUES(3,1793764800000,3,2207,2264,2302,108.43866666666667697,59,0);
INSERT INTO rollup VALUES(3,1794542400000,4,2138,2186,2258,107.51900000000000545,58,0);
INSERT INTO rollup VALUES(3,1795579200000,4,2238,2289,2344,129.55525000000000091,59,90);
INSERT INTO rollup VALUES(3,1796094000000,15,2240,2252,2266,160.72093333333336318,58,270);
INSERT INTO rollup VALUES(3,1796112000000,16,0,843,2256,60.719687499999992043,58,90);
INSERT INTO rollup VALUES(3,1796115600000,6,0,0,0,0.0,29,0);
INSERT INTO rollup VALUES(4,1792983600000,11,1128,1744,2488,67.222454545454539244,65,210);
INSERT INTO rollup VALUES(4,1792987200000,5,1132,1176,1338,52.883400000000008846,49,120);
INSERT INTO rollup VALUES(4,1792990800000,11,1328,1334,1341,57.847999999999998978,49,210);
INSERT INTO rollup VALUES(4,1793502000000,6,1330,1335,1340,57.812666666666665095,49,135);
INSERT INTO rollup VALUES(4,1793678400000,10,1332,1489,1537,62.543799999999997395,52,195);
INSERT INTO rollup VALUES(4,1793764800000,3,1526,1529,1531,63.297333333333334337,52,90);
INSERT INTO rollup VALUES(4,1794542400000,4,1529,1533,1536,63.424000000000006595,52,105);
INSERT INTO rollup VALUES(4,1795579200000,4,1527,1533,1535,63.861249999999998294,52,105);
INSERT INTO rollup VALUES(4,1796094000000,15,1527,1711,1732,68.336466666666666469,55,270);
INSERT INTO rollup VALUES(4,1796112000000,4,1959,1967,1971,74.293250000000000455,58,105);
INSERT INTO rollup VALUES(4,1796115600000,6,1968,1974,1979,74.367000000000004432,58,135);
INSERT INTO rollup VALUES(5,1792983600000,7,1214,2371,2742,113.93299999999999272,73,150);
INSERT INTO rollup VALUES(5,1792990800000,4,1207,1211,1215,70.140000000000014778,47,105);
INSERT INTO rollup VALUES(5,1793502000000,6,1209,1212,1217,69.696833333333330527,48,135);
INSERT INTO rollup VALUES(5,1793678400000,10,1204,1209,1215,70.195599999999984675,48,195);
INSERT INTO rollup VALUES(6,1792983600000,7,1149,2867,3466,92.683142857142840394,75,150);
INSERT INTO rollup VALUES(7,1792983600000,4,1145,1149,1151,52.730249999999998069,42,105);
INSERT INTO rollup VALUES(7,1792987200000,5,1139,1145,1147,53.446000000000005057,42,120);
INSERT INTO rollup VALUES(7,1792990800000,11,1138,1146,1152,52.945818181818182779,42,210);
INSERT INTO rollup VALUES(7,1793502000000,6,1146,1150,1153,52.909833333333331495,42,135);
INSERT INTO rollup VALUES(7,1793678400000,10,1143,1146,1151,52.97760000000000957,42,195);
INSERT INTO rollup VALUES(7,1793764800000,3,1143,1148,1151,53.365333333333332178,43,90);
INSERT INTO rollup VALUES(7,1794542400000,4,1147,1151,1154,53.42974999999999852,43,105);
INSERT INTO rollup VALUES(7,1795579200000,4,1142,1146,1151,53.481000000000001649,43,105);
INSERT INTO rollup VALUES(7,1796094000000,15,1142,1147,1152,52.993800000000007345,43,270);
INSERT INTO rollup VALUES(7,1796112000000,16,0,430,1150,19.864812499999999317,43,90);
INSERT INTO rollup VALUES(7,1796115600000,6,0,0,0,0.0,27,0);
CREATE TABLE chips (
	recorded_at	INTEGER NOT NULL,
	miner		INTEGER NOT NULL,
	data		BLOB NOT NULL,
	PRIMARY KEY (recorded_at, miner)
) STRICT, WITHOUT ROWID;
INSERT INTO chips VALUES(1796119830075,1,X'0128b52ffd601200d50100b40207052105010002010873746f707065640001009b01110103029702000100cf090001010472656400010001040079600a0514204071888231');
INSERT INTO chips VALUES(1796119830075,2,X'0128b52ffd20eed50100b40207052105010002010873746f707065640001008301110103027f02000100890900010104726564000100010400796026820408241c253006');
INSERT INTO chips VALUES(1796119830075,3,X'0128b52ffd20eed50100b40207052105010002010873746f707065640001008301110103027f02000100890900010104726564000100010400796026820408241c253006');
INSERT INTO chips VALUES(1796119830075,4,X'0128b52ffd609f03ed1100d65c6845e0d46638d008c3b34619ea0d891037e8b0164c155d190a4d95c77c7ca28eee0597aedbaa47414af58827d77b3490e48685d2fca3b8e9885d9bd05d0ddb36a091bda54c29056a007300440046381c383b273026eb0961339a70eb80a3adf050159a938103109a4c6c32843025a54032f2032543f41835596dd73acb80224a43402614fc7c2fa712daeb02ab864885e6064bd5f2b9dd104935cd547058d940b83cf8b1f2a1a3510ca36e6ea7dbe944a4fcda43e0a50239787234c4ec78849e73930428a8c28caed6b363274089231ed349ccac87c50e0c10579217c181890c001417200649b09f560624aaa52398220c484f8d6a7949b0d4e04547cc05f3e141e02b33013a3a4c3217ab1ccbd6627532035744c35253a365c62645e983d051257c149c7a584041c347fe7a4c7c2c9d2e3efbdb89fd8a5fbdf413dfbe5895f7b5bdebf45ff7bf5bff98e9e3fb6eb017a4254fae5d9ca05d8aea052c4a27c7a6757b728d802a4083c16c2c18b20aaecb832391f3ecb7c6fb6d666dbfc7c436d1694c3c366bffbe8f9ffba6efe5d3f8f9769b4ebff57bf785fefce267ccf6f8afcd074ca821a241440b924aad8d034002221847ad071200ec266ee29b70c2e4a13c0f8cf0448c71c1c66cbcbb873a1364a073ea8e2a8fb382609fb89c8d5642f4dfb12512c9030b438486dab0cdf315ca18a09e964cc9ca154711ba5b2f5cd45a48d2f7cb78a22e2f0f8a71a6693b6242874105e71e3a3845200769cb92f9792bc273a42fd688b57b6546ed631f4e2081d0a8e6a34e671ab9ddfd03');
INSERT INTO chips VALUES(1796119830075,7,X'0128b52ffd600f00d50100b40207052105010002010873746f707065640001009901110103029502000100c70a000101047265640001000104007960f904141c4071878231');
CREATE TABLE odd_chip (
	miner		INTEGER NOT NULL REFERENCES miner,
	chain		INTEGER NOT NULL,
	chip		INTEGER NOT NULL,
	recorded_at	INTEGER NOT NULL,
	why		TEXT NOT NULL,
	grade		TEXT,
	temp_c		INTEGER,
	hashrate_ghs	REAL,
	errors		INTEGER,
	PRIMARY KEY (miner, chain, chip)
) STRICT, WITHOUT ROWID;
INSERT INTO odd_chip VALUES(1,1,1,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,2,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,3,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,4,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,5,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,6,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,7,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,8,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,9,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,10,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,11,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,12,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,13,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,14,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,15,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,16,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,17,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,18,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,19,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(1,1,20,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,1,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,2,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,3,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,4,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,5,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,6,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,7,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,8,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,9,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,10,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,11,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,12,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,13,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,14,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,15,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,16,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,17,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,18,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,19,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(2,1,20,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,1,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,2,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,3,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,4,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,5,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,6,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,7,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,8,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,9,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,10,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,11,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,12,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,13,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,14,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,15,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,16,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,17,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,18,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,19,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(3,1,20,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(5,1,12,1793680982063,'dead','red',0,0.0,11391);
INSERT INTO odd_chip VALUES(7,1,1,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,2,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,3,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,4,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,5,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,6,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,7,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,8,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,9,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,10,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,11,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,12,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,13,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,14,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,15,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,16,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,17,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,18,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,19,1796119830075,'red','red',0,0.0,0);
INSERT INTO odd_chip VALUES(7,1,20,1796119830075,'red','red',0,0.0,0);
CREATE TABLE circuit (
	name		TEXT PRIMARY KEY,
	parent		TEXT REFERENCES circuit,
	limit_w		INTEGER,
	phase		TEXT,
	changed_at	INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO circuit VALUES('feeder-1',NULL,30000,'L1',1792984908119);
INSERT INTO circuit VALUES('rack-1','feeder-1',20000,NULL,1792984908129);
CREATE TABLE plant_reading (
	id		INTEGER PRIMARY KEY,
	plant_id	TEXT,
	recorded_at	INTEGER NOT NULL,
	source_at	INTEGER,
	generation_w	INTEGER,
	container_w	INTEGER,
	available_w	INTEGER,
	sources		TEXT NOT NULL,
	state		TEXT NOT NULL,
	reason		TEXT
) STRICT;
INSERT INTO plant_reading VALUES(34,'demo',1793680892152,1792985321883,9075,10539,-1464,'[{"name":"upper_turbine","kind":"generation","kw":4.437,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":4.638,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.366,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.173,"status":"success"}]','STALE','read 695570 s ago');
INSERT INTO plant_reading VALUES(35,'demo',1793680907208,1792985336883,9457,10558,-1101,'[{"name":"upper_turbine","kind":"generation","kw":4.622,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":4.835,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.382,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.176,"status":"success"}]','STALE','read 695570 s ago');
INSERT INTO plant_reading VALUES(36,'demo',1793680922209,1792985366883,10497,10806,-309,'[{"name":"upper_turbine","kind":"generation","kw":5.128,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":5.369,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.43,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.376,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(37,'demo',1793680937233,1792985381883,12347,10830,1517,'[{"name":"upper_turbine","kind":"generation","kw":6.031,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.316,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.453,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.377,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(38,'demo',1793680952233,1792985396883,14439,10859,3580,'[{"name":"upper_turbine","kind":"generation","kw":7.052,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":7.387,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.487,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.372,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(39,'demo',1793680967224,1792985411883,16745,10992,5753,'[{"name":"upper_turbine","kind":"generation","kw":8.177,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":8.568,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.625,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.367,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(40,'demo',1793680982235,1792985426883,19210,10872,8338,'[{"name":"upper_turbine","kind":"generation","kw":9.381,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":9.829,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.507,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.365,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(41,'demo',1793680997243,1792985441883,20254,10968,9286,'[{"name":"upper_turbine","kind":"generation","kw":9.891,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.363,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.6,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.368,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(42,'demo',1793681012235,1792985456883,21235,11021,10214,'[{"name":"upper_turbine","kind":"generation","kw":10.371,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.864,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.648,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.373,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(43,'demo',1793681027240,1792985471883,22155,10977,11178,'[{"name":"upper_turbine","kind":"generation","kw":10.822,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.333,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.602,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.375,"status":"success"}]','STALE','read 695555 s ago');
INSERT INTO plant_reading VALUES(44,'demo',1793767442260,1792985486883,23034,10988,12046,'[{"name":"upper_turbine","kind":"generation","kw":11.254,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.78,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.613,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.375,"status":"success"}]','STALE','read 781955 s ago');
INSERT INTO plant_reading VALUES(45,'demo',1793767457259,1792985501883,23867,11016,12851,'[{"name":"upper_turbine","kind":"generation","kw":11.664,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.203,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.641,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.375,"status":"success"}]','STALE','read 781955 s ago');
INSERT INTO plant_reading VALUES(46,'demo',1793767472252,1792985516883,24610,10928,13682,'[{"name":"upper_turbine","kind":"generation","kw":12.031,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.579,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.554,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.374,"status":"success"}]','STALE','read 781955 s ago');
INSERT INTO plant_reading VALUES(47,'demo',1794545087275,1792985531883,25218,10870,14348,'[{"name":"upper_turbine","kind":"generation","kw":12.333,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.885,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.499,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.371,"status":"success"}]','STALE','read 1559555 s ago');
INSERT INTO plant_reading VALUES(48,'demo',1794545102292,1792985546883,25652,10845,14807,'[{"name":"upper_turbine","kind":"generation","kw":12.55,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.102,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.476,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.369,"status":"success"}]','STALE','read 1559555 s ago');
INSERT INTO plant_reading VALUES(49,'demo',1794545117284,1792985561883,25891,10882,15009,'[{"name":"upper_turbine","kind":"generation","kw":12.673,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.218,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.515,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.367,"status":"success"}]','STALE','read 1559555 s ago');
INSERT INTO plant_reading VALUES(50,'demo',1794545132272,1792985576883,25952,10960,14992,'[{"name":"upper_turbine","kind":"generation","kw":12.709,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.243,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.595,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.365,"status":"success"}]','STALE','read 1559555 s ago');
INSERT INTO plant_reading VALUES(51,'demo',1795581947272,1792985591883,25844,11042,14802,'[{"name":"upper_turbine","kind":"generation","kw":12.663,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.181,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.675,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.367,"status":"success"}]','STALE','read 2596355 s ago');
INSERT INTO plant_reading VALUES(52,'demo',1795581962287,1792985606883,25583,11062,14521,'[{"name":"upper_turbine","kind":"generation","kw":12.542,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.041,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.695,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.367,"status":"success"}]','STALE','read 2596355 s ago');
INSERT INTO plant_reading VALUES(53,'demo',1795581977304,1792985621883,25199,10959,14240,'[{"name":"upper_turbine","kind":"generation","kw":12.361,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.838,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.59,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.369,"status":"success"}]','STALE','read 2596355 s ago');
INSERT INTO plant_reading VALUES(54,'demo',1795581992336,1792985636883,24695,10968,13727,'[{"name":"upper_turbine","kind":"generation","kw":12.121,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.574,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.597,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.371,"status":"success"}]','STALE','read 2596355 s ago');
INSERT INTO plant_reading VALUES(55,'demo',1796096052298,1792985651883,24052,10965,13087,'[{"name":"upper_turbine","kind":"generation","kw":11.813,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.239,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.598,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.367,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(56,'demo',1796096067322,1792985666883,23257,11156,12101,'[{"name":"upper_turbine","kind":"generation","kw":11.43,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.827,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.598,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.558,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(57,'demo',1796096082323,1792985681883,22321,11158,11163,'[{"name":"upper_turbine","kind":"generation","kw":10.977,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.344,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.596,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.562,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(58,'demo',1796096097331,1792985696883,21292,11156,10136,'[{"name":"upper_turbine","kind":"generation","kw":10.478,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.814,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.593,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(59,'demo',1796096112330,1792985711883,20213,11361,8852,'[{"name":"upper_turbine","kind":"generation","kw":9.954,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.259,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.798,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(60,'demo',1796096127334,1792985726883,19130,11357,7773,'[{"name":"upper_turbine","kind":"generation","kw":9.427,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":9.703,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.795,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.562,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(61,'demo',1796096142335,1792985741883,18044,11361,6683,'[{"name":"upper_turbine","kind":"generation","kw":8.898,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":9.146,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.798,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(62,'demo',1796096157335,1792985756883,16968,11365,5603,'[{"name":"upper_turbine","kind":"generation","kw":8.373,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":8.595,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.802,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(63,'demo',1796096172336,1792985771883,15948,11367,4581,'[{"name":"upper_turbine","kind":"generation","kw":7.875,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":8.073,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.805,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.562,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(64,'demo',1796096187354,1792985786883,15024,11367,3657,'[{"name":"upper_turbine","kind":"generation","kw":7.423,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":7.601,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.806,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.561,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(65,'demo',1796096202354,1792985801883,14223,11367,2856,'[{"name":"upper_turbine","kind":"generation","kw":7.032,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":7.191,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.804,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(66,'demo',1796096217354,1792985816883,13548,11369,2179,'[{"name":"upper_turbine","kind":"generation","kw":6.703,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.845,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.801,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.568,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(67,'demo',1796096232361,1792985831883,13008,11375,1633,'[{"name":"upper_turbine","kind":"generation","kw":6.439,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.569,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.8,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.575,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(68,'demo',1796096247364,1792985846883,12606,11380,1226,'[{"name":"upper_turbine","kind":"generation","kw":6.244,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.362,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.801,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.579,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(69,'demo',1796096262365,1792985861883,12367,11374,993,'[{"name":"upper_turbine","kind":"generation","kw":6.129,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.238,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.799,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.575,"status":"success"}]','STALE','read 3110400 s ago');
INSERT INTO plant_reading VALUES(70,'demo',1796112300366,1792985876883,12304,11364,940,'[{"name":"upper_turbine","kind":"generation","kw":6.101,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.203,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.797,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.567,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(71,'demo',1796112315381,1792985891883,12411,9170,3241,'[{"name":"upper_turbine","kind":"generation","kw":6.157,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.254,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.796,"status":"success"},{"name":"container_south","kind":"consumption","kw":3.374,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(72,'demo',1796112330388,1792985906883,12671,9223,3448,'[{"name":"upper_turbine","kind":"generation","kw":6.289,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.382,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.797,"status":"success"},{"name":"container_south","kind":"consumption","kw":3.426,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(73,'demo',1796112345391,1792985921883,13087,10262,2825,'[{"name":"upper_turbine","kind":"generation","kw":6.498,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.589,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.796,"status":"success"},{"name":"container_south","kind":"consumption","kw":4.466,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(74,'demo',1796112360401,1792985936883,13656,11298,2358,'[{"name":"upper_turbine","kind":"generation","kw":6.783,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":6.873,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.795,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.503,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(75,'demo',1796112375407,1792985951883,14362,11362,3000,'[{"name":"upper_turbine","kind":"generation","kw":7.136,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":7.226,"status":"success"},{"name":"container_north","kind":"consumption","kw":5.799,"status":"success"},{"name":"container_south","kind":"consumption","kw":5.563,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(76,'demo',1796112390407,1792985966883,15185,4058,11127,'[{"name":"upper_turbine","kind":"generation","kw":7.547,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":7.638,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.65,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.408,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(77,'demo',1796112405411,1792985981883,16088,4064,12024,'[{"name":"upper_turbine","kind":"generation","kw":7.997,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":8.091,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.652,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.412,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(78,'demo',1796112420412,1792985996883,17046,4065,12981,'[{"name":"upper_turbine","kind":"generation","kw":8.475,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":8.571,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.654,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.411,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(79,'demo',1796112435412,1792986011883,18052,4060,13992,'[{"name":"upper_turbine","kind":"generation","kw":8.976,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":9.076,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.653,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.407,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(80,'demo',1796112450412,1792986026883,19102,4057,15045,'[{"name":"upper_turbine","kind":"generation","kw":9.498,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":9.604,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.652,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.405,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(81,'demo',1796112465413,1792986041883,20159,4053,16106,'[{"name":"upper_turbine","kind":"generation","kw":10.024,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.135,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.65,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.403,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(82,'demo',1796112480419,1792986056883,21175,4049,17126,'[{"name":"upper_turbine","kind":"generation","kw":10.528,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":10.647,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.647,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.402,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(83,'demo',1796112495418,1792986071883,22138,4055,18083,'[{"name":"upper_turbine","kind":"generation","kw":11.005,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.133,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.649,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.406,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(84,'demo',1796112510420,1792986086883,23037,4061,18976,'[{"name":"upper_turbine","kind":"generation","kw":11.45,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":11.587,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.652,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.409,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(85,'demo',1796112525421,1792986101883,23869,4061,19808,'[{"name":"upper_turbine","kind":"generation","kw":11.861,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.008,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.651,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.41,"status":"success"}]','STALE','read 3126423 s ago');
INSERT INTO plant_reading VALUES(86,'demo',1796116140420,1792986116883,24612,4062,20550,'[{"name":"upper_turbine","kind":"generation","kw":12.227,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.385,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.651,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.411,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(87,'demo',1796116155420,1792986131883,25222,4069,21153,'[{"name":"upper_turbine","kind":"generation","kw":12.526,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.696,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.654,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.415,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(88,'demo',1796116170420,1792986146883,25657,4072,21585,'[{"name":"upper_turbine","kind":"generation","kw":12.738,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.919,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.655,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.417,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(89,'demo',1796116185425,1792986161883,25893,4065,21828,'[{"name":"upper_turbine","kind":"generation","kw":12.85,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.043,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.652,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.413,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(90,'demo',1796116200429,1792986176883,25946,4056,21890,'[{"name":"upper_turbine","kind":"generation","kw":12.871,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.075,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.648,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.408,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(91,'demo',1796116215428,1792986191883,25830,4055,21775,'[{"name":"upper_turbine","kind":"generation","kw":12.808,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":13.022,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.648,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.407,"status":"success"}]','STALE','read 3130023 s ago');
INSERT INTO plant_reading VALUES(92,'demo',1796119830430,1792986206883,25567,4056,21511,'[{"name":"upper_turbine","kind":"generation","kw":12.672,"status":"success"},{"name":"lower_turbine","kind":"generation","kw":12.895,"status":"success"},{"name":"container_north","kind":"consumption","kw":1.649,"status":"success"},{"name":"container_south","kind":"consumption","kw":2.407,"status":"success"}]','STALE','read 3133623 s ago');
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
INSERT INTO site_hour VALUES(1792983600000,20,21298,24048,25845,8240,14212,20844,18418,20534,22010);
INSERT INTO site_hour VALUES(1792987200000,5,25845,25845,25845,7089,8010,9482,22010,22010,22010);
INSERT INTO site_hour VALUES(1792990800000,11,25845,25845,25845,9519,9737,9854,21036,21799,22010);
INSERT INTO site_hour VALUES(1793502000000,6,25845,25845,25845,9644,9723,9843,19450,20111,20772);
INSERT INTO site_hour VALUES(1793678400000,10,25845,25845,25845,9729,10023,10254,16808,17996,19186);
INSERT INTO site_hour VALUES(1793764800000,3,25845,25845,25845,8861,8943,9008,16015,16279,16543);
INSERT INTO site_hour VALUES(1794542400000,4,25845,25845,25845,8799,8853,8933,14958,15354,15751);
INSERT INTO site_hour VALUES(1795579200000,4,25845,25845,25845,8897,8957,9020,13900,14296,14693);
INSERT INTO site_hour VALUES(1796094000000,15,25845,25845,25845,8922,9258,9357,13206,13245,13636);
INSERT INTO site_hour VALUES(1796112000000,18,25845,25845,25845,1724,4342,9347,12906,12906,12906);
INSERT INTO site_hour VALUES(1796115600000,6,25845,25845,25845,1967,1972,1979,12906,12906,12906);
CREATE TABLE learned (
	miner		INTEGER NOT NULL REFERENCES miner,
	preset		TEXT NOT NULL,
	power_w		INTEGER NOT NULL,
	hashrate_ths	REAL,
	usual_ths	REAL,
	samples		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	PRIMARY KEY (miner, preset)
) STRICT, WITHOUT ROWID;
INSERT INTO learned VALUES(1,'1320',1320,68.564990999999992026,68.564990999999992026,1,1792984992129);
INSERT INTO learned VALUES(1,'1520',1516,77.756772442465432958,78.463940951681806269,17,1793680937273);
INSERT INTO learned VALUES(1,'1720',1715,85.729660755166023026,86.138049484448899308,17,1796096082338);
INSERT INTO learned VALUES(1,'1930',1922,93.867506971939860703,94.455113261590000206,9,1796096262377);
INSERT INTO learned VALUES(1,'2590',2588,113.76357000000001562,113.76357000000001562,1,1792984872035);
INSERT INTO learned VALUES(2,'2490',2281,163.08967946427549122,163.94947627380585686,57,1796096232376);
INSERT INTO learned VALUES(2,'3690',3401,237.05985899999998877,237.05985899999998877,1,1792984872036);
INSERT INTO learned VALUES(3,'2490',2249,161.36895649877709502,162.11417471179152016,17,1796112360425);
INSERT INTO learned VALUES(3,'3600',3250,231.24892800000000647,231.24892800000000647,1,1792984872065);
INSERT INTO learned VALUES(4,'1150',1135,51.729597000000005378,51.729597000000005378,1,1792984977129);
INSERT INTO learned VALUES(4,'1350',1334,57.862468487581239172,57.964614703914627115,17,1793680892236);
INSERT INTO learned VALUES(4,'1550',1532,63.710123945955949411,63.958660307686258763,17,1795581992350);
INSERT INTO learned VALUES(4,'1750',1723,68.662520527211526656,68.662520527211526656,9,1796096217369);
INSERT INTO learned VALUES(4,'2000',1970,74.294885096448012975,75.070233825420018547,9,1796119830447);
INSERT INTO learned VALUES(4,'2500',2479,85.795695000000009146,85.795695000000009146,1,1792984872065);
INSERT INTO learned VALUES(5,'1320',1209,70.204789942741982144,70.724334348975716581,17,1793680997265);
INSERT INTO learned VALUES(5,'2980',2738,128.58962099999999395,128.58962099999999395,1,1792984872065);
INSERT INTO learned VALUES(6,'3450',3432,104.95883999999999502,104.95883999999999502,1,1792984872065);
INSERT INTO learned VALUES(7,'1150',1147,52.970799702955964961,53.333764546853892341,65,1796112360425);
CREATE TABLE decision (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	cause		TEXT NOT NULL,
	mode		TEXT NOT NULL,
	state		TEXT NOT NULL,
	band		TEXT NOT NULL,
	reading_state	TEXT,
	source_at	INTEGER,
	age_ms		INTEGER,
	generation_w	INTEGER,
	container_w	INTEGER,
	available_w	INTEGER,
	target_w	INTEGER,
	target_up_w	INTEGER,
	least_w		INTEGER,
	expected_w	INTEGER,
	pessimist_w	INTEGER,
	managed_w	INTEGER,
	fixed_w		INTEGER,
	silent_w	INTEGER,
	unmanaged_w	INTEGER,
	flight_w	INTEGER,
	miners		INTEGER NOT NULL,
	cap_w		INTEGER,
	value_ths	REAL,
	bound_ths	REAL,
	downs		INTEGER NOT NULL,
	ups		INTEGER NOT NULL,
	down_w		INTEGER NOT NULL,
	up_w		INTEGER NOT NULL,
	us		INTEGER NOT NULL,
	text		TEXT NOT NULL
) STRICT;
INSERT INTO decision VALUES(1,1792984841947,'tick','observe','INIT','none',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20844,20844,20844,0,20844,20844,20844,0,0,NULL,NULL,NULL,0,0,0,0,20,'no reading of the plant yet');
INSERT INTO decision VALUES(2,1792984842040,'reading','observe','INIT','none','FRESH',1792984826883,15157,NULL,NULL,NULL,NULL,NULL,20844,20844,20844,0,20844,20844,20844,0,0,NULL,NULL,NULL,0,0,0,0,8,'no reading of the plant yet');
INSERT INTO decision VALUES(3,1792984843040,'order','act','INIT','none','FRESH',1792984826883,16157,NULL,NULL,NULL,NULL,NULL,17896,19372,19372,17896,0,0,0,0,6,NULL,NULL,NULL,0,0,0,0,13,'no reading of the plant yet');
INSERT INTO decision VALUES(4,1792984857044,'reading','act','CONTROL','none','FRESH',1792984841883,15161,NULL,NULL,NULL,NULL,NULL,17896,19372,19372,17896,0,0,0,0,6,NULL,NULL,NULL,0,0,0,0,8,'no reading of the plant yet');
INSERT INTO decision VALUES(5,1792984872036,'reading','act','CONTROL','green','FRESH',1792984856883,15153,21298,18705,20465,18418,18418,17877,18894,18894,17877,0,0,0,0,6,18894,908.82342900000003286,908.82342900000003286,0,0,0,0,25,'nothing to do');
INSERT INTO decision VALUES(6,1792984887037,'tick','act','CONTROL','green','FRESH',1792984856883,30153,21298,18705,20465,18418,18418,17882,17888,17888,17882,0,0,0,0,6,18381,906.926429495726552,908.38851112173972521,0,1,0,389,24,'0 down by 0 W, 1 up by 389 W: rebalance_gain');
INSERT INTO decision VALUES(7,1792984887093,'reading','act','CONTROL','green','FRESH',1792984871883,15210,22254,18707,21421,19278,18418,17882,18277,18277,17882,2977,0,0,2977,5,15404,787.65294299999993655,789.11502462601333719,0,0,0,0,19,'nothing to do');
INSERT INTO decision VALUES(8,1792984902044,'reading','act','CONTROL','green','FRESH',1792984886883,15161,23151,18710,22318,20086,18418,18244,18270,18270,18244,2977,0,0,0,5,15404,787.32984880000014982,788.90359122490349365,0,0,0,0,20,'nothing to do');
INSERT INTO decision VALUES(9,1792984908363,'order','act','CONTROL','green','FRESH',1792984886883,21479,23151,18710,22318,19639,18009,18309,18277,18277,18309,6233,0,0,0,4,12044,556.85698784000010165,556.85698784000010165,0,0,0,0,18,'nothing to do');
INSERT INTO decision VALUES(10,1792984909363,'order','act','STOP','green','FRESH',1792984886883,22479,23151,18710,22318,19639,18009,18309,9354,18277,18309,18277,0,0,9354,0,NULL,NULL,NULL,0,0,0,0,13,'an emergency stop is in force');
INSERT INTO decision VALUES(11,1792984917055,'reading','act','STOP','green','FRESH',1792984901883,15172,23955,19091,23122,20347,18009,16969,9354,12824,16969,12824,0,0,8215,0,NULL,NULL,NULL,0,0,0,0,9,'an emergency stop is in force');
INSERT INTO decision VALUES(12,1792984928631,'order','act','CONTROL','headroom','FRESH',1792984901883,26748,23955,19091,23122,20347,18009,9353,9354,9354,9353,9354,0,0,0,0,NULL,NULL,NULL,0,0,0,0,14,'nothing to do');
INSERT INTO decision VALUES(13,1792984932056,'reading','act','CONTROL','headroom','FRESH',1792984916883,15173,24626,9600,23793,20937,18009,9353,9354,9354,9353,9354,0,0,0,0,NULL,NULL,NULL,0,0,0,0,13,'nothing to do');
INSERT INTO decision VALUES(14,1792984947058,'tick','act','CONTROL','headroom','FRESH',1792984916883,30174,24626,9600,23793,20937,18009,10655,12907,12907,7102,12907,3553,3553,0,0,NULL,NULL,NULL,0,0,0,0,17,'nothing to do');
INSERT INTO decision VALUES(15,1792984947069,'reading','act','CONTROL','headroom','FRESH',1792984931883,15186,25159,8002,24326,21406,18009,10662,12907,12907,7109,12907,3553,3553,0,0,NULL,NULL,NULL,0,0,0,0,23,'nothing to do');
INSERT INTO decision VALUES(16,1792984962069,'tick','act','CONTROL','headroom','FRESH',1792984931883,30186,25159,8002,24326,21406,18009,8266,10538,10538,7116,10538,0,1150,0,0,NULL,NULL,NULL,0,0,0,0,16,'nothing to do');
INSERT INTO decision VALUES(17,1792984962076,'reading','act','CONTROL','headroom','FRESH',1792984946883,15193,25556,8082,24723,21756,18009,8266,10538,10538,7116,10538,0,1150,0,0,NULL,NULL,NULL,0,0,0,0,13,'nothing to do');
INSERT INTO decision VALUES(18,1792984977068,'reading','act','CONTROL','headroom','FRESH',1792984961883,15185,25792,8829,24959,21963,18009,8240,10538,10538,7095,10538,0,1145,0,0,NULL,NULL,NULL,0,0,0,0,15,'nothing to do');
INSERT INTO decision VALUES(19,1792984992071,'tick','act','HOLD','green','FRESH',1792984961883,30187,25792,8829,24959,21963,18009,8258,10500,10500,7107,10500,2356,1151,0,0,NULL,NULL,NULL,0,0,0,0,10,'holding: not all is known');
INSERT INTO decision VALUES(20,1792984992104,'reading','act','HOLD','green','FRESH',1792984976883,15221,25845,9817,25012,22010,18009,8251,10500,10500,7100,10500,2356,1151,0,0,NULL,NULL,NULL,0,0,0,0,9,'holding: not all is known');
INSERT INTO decision VALUES(21,1792988607118,'tick','act','HOLD','green','STALE',1792984976883,30235,25845,9817,25012,22010,18009,7092,9351,9351,7092,8202,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,10,'holding: not all is known');
INSERT INTO decision VALUES(22,1792988622122,'tick','act','HOLD','green','STALE',1792984976883,45239,25845,9817,25012,22010,18009,7094,9349,9349,7094,8201,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,10,'holding: not all is known');
INSERT INTO decision VALUES(23,1792988637133,'tick','act','HOLD','green','STALE',1792984976883,60249,25845,9817,25012,22010,18009,7089,9348,9348,7089,8200,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,11,'holding: not all is known');
INSERT INTO decision VALUES(24,1792988652148,'tick','act','HOLD','green','STALE',1792984976883,75265,25845,9817,25012,22010,18009,9295,9348,9348,9295,8200,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,10,'holding: not all is known');
INSERT INTO decision VALUES(25,1792988667152,'tick','act','HOLD','green','STALE',1792984976883,90269,25845,9817,25012,22010,18009,9482,9544,9544,9482,8398,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,11,'holding: not all is known');
INSERT INTO decision VALUES(26,1792992282164,'tick','act','HOLD','green','STALE',1792984976883,105281,25845,9817,25012,22010,18009,9519,9543,9543,9519,8397,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,11,'holding: not all is known');
INSERT INTO decision VALUES(27,1792992297167,'tick','act','HOLD','green','STALE',1792984976883,120284,25845,9817,25012,22010,18009,9650,9653,9653,9650,8507,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,10,'holding: not all is known');
INSERT INTO decision VALUES(28,1792992312176,'tick','act','HOLD','green','STALE',1792984976883,135293,25845,9817,25012,22010,18009,9788,9789,9789,9788,8645,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,11,'holding: not all is known');
INSERT INTO decision VALUES(29,1792992327177,'tick','act','HOLD','green','STALE',1792984976883,150293,25845,9817,25012,22010,18009,9647,9740,9740,9647,8595,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,14,'holding: not all is known');
INSERT INTO decision VALUES(30,1792992342180,'tick','act','HOLD','green','STALE',1792984976883,165297,25845,9817,25012,22010,18009,9756,9767,9767,9756,8623,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,13,'holding: not all is known');
INSERT INTO decision VALUES(31,1792992357181,'tick','act','HOLD','green','STALE',1792984976883,180297,25845,9817,25012,22010,18009,9845,9830,9830,9845,8686,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,12,'holding: not all is known');
INSERT INTO decision VALUES(32,1792992372182,'tick','act','HOLD','green','STALE',1792984976883,195299,25845,9817,25012,22010,18850,9854,9837,9837,9854,8691,1211,0,0,1,NULL,NULL,NULL,0,0,0,0,12,'holding: not all is known');
INSERT INTO decision VALUES(33,1792992387185,'tick','act','SHED','green','STALE',1792984976883,210301,25845,9817,24805,21829,19477,9758,9768,9768,9758,8621,0,0,0,1,NULL,NULL,NULL,0,0,0,0,9,'old plant data, nothing to lower');
INSERT INTO decision VALUES(34,1792992402192,'tick','act','SHED','green','STALE',1792984976883,225308,25845,9817,24505,21564,19935,9649,9745,9745,9649,8598,0,0,0,1,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(35,1792992417192,'tick','act','SHED','green','STALE',1792984976883,240308,25845,9817,24205,21300,20262,9797,9787,9787,9797,8641,0,0,0,1,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(36,1792992432196,'tick','act','SHED','green','STALE',1792984976883,255313,25845,9817,23905,21036,20459,9844,9852,9852,9844,5209,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(37,1793504402200,'tick','act','SHED','green','STALE',1792984976883,270317,25845,9817,23604,20772,20532,9700,9739,9739,9700,5101,0,0,0,3,NULL,NULL,NULL,0,0,0,0,17,'old plant data, nothing to lower');
INSERT INTO decision VALUES(38,1793504417203,'tick','act','SHED','green','STALE',1792984976883,285320,25845,9817,23304,20508,20464,9750,9745,9745,9750,5108,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(39,1793504432217,'tick','act','SHED','green','STALE',1792984976883,300334,25845,9817,23004,20243,20243,9843,9849,9849,9843,5214,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(40,1793504447228,'tick','act','SHED','green','STALE',1792984976883,315345,25845,9817,22703,19979,19979,9712,9740,9740,9712,5103,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(41,1793504462242,'tick','act','SHED','green','STALE',1792984976883,330359,25845,9817,22403,19715,19715,9644,9738,9738,9644,5099,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(42,1793504477246,'tick','act','SHED','green','STALE',1792984976883,345362,25845,9817,22103,19450,19450,9692,9734,9734,9692,5097,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(43,1793680892267,'tick','act','SHED','green','STALE',1792984976883,360383,25845,9817,21802,19186,19186,9729,9735,9735,9729,5096,0,0,0,3,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(44,1793680907274,'tick','act','SHED','green','STALE',1792984976883,375390,25845,9817,21502,18922,18922,9769,9751,9751,9769,5109,0,0,0,3,NULL,NULL,NULL,0,0,0,0,22,'old plant data, nothing to lower');
INSERT INTO decision VALUES(45,1793680922280,'tick','act','SHED','green','STALE',1792984976883,390397,25845,9817,21202,18657,18657,9972,9977,9977,9972,5334,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(46,1793680937295,'tick','act','SHED','green','STALE',1792984976883,405412,25845,9817,20901,18393,18393,9989,9996,9996,9989,5353,0,0,0,3,NULL,NULL,NULL,0,0,0,0,8,'old plant data, nothing to lower');
INSERT INTO decision VALUES(47,1793680952301,'tick','act','SHED','green','STALE',1792984976883,420417,25845,9817,20601,18129,18129,10047,10043,10043,10047,5400,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(48,1793680967308,'tick','act','SHED','green','STALE',1792984976883,435424,25845,9817,20301,17865,17865,10254,10244,10244,10254,5601,0,0,0,3,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(49,1793680982312,'tick','act','SHED','green','STALE',1792984976883,450429,25845,9817,20001,17600,17600,10035,10128,10128,10035,5491,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(50,1793680997324,'tick','act','SHED','green','STALE',1792984976883,465441,25845,9817,19700,17336,17336,10126,10135,10135,10126,5502,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(51,1793681012330,'tick','act','SHED','green','STALE',1792984976883,480447,25845,9817,19400,17072,17072,10170,10170,10170,10170,5536,0,0,0,3,NULL,NULL,NULL,0,0,0,0,9,'old plant data, nothing to lower');
INSERT INTO decision VALUES(52,1793681027336,'tick','act','SHED','green','STALE',1792984976883,495452,25845,9817,19100,16808,16808,10147,10145,10145,10147,5511,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(53,1793767442338,'tick','act','SHED','green','STALE',1792984976883,510455,25845,9817,18799,16543,16543,8961,8954,8954,8961,5526,0,0,0,2,NULL,NULL,NULL,0,0,0,0,30,'old plant data, nothing to lower');
INSERT INTO decision VALUES(54,1793767457350,'tick','act','SHED','green','STALE',1792984976883,525467,25845,9817,18499,16279,16279,9008,8982,8982,9008,5549,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(55,1793767472362,'tick','act','SHED','green','STALE',1792984976883,540479,25845,9817,18199,16015,16015,8861,8923,8923,8861,5493,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(56,1794545087363,'tick','act','SHED','green','STALE',1792984976883,555480,25845,9817,17898,15751,15751,8839,8925,8925,8839,5495,0,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(57,1794545102365,'tick','act','SHED','green','STALE',1792984976883,570481,25845,9817,17598,15486,15486,8799,8922,8922,8799,5494,0,0,0,2,NULL,NULL,NULL,0,0,0,0,9,'old plant data, nothing to lower');
INSERT INTO decision VALUES(58,1794545117374,'tick','act','SHED','green','STALE',1792984976883,585490,25845,9817,17298,15222,15222,8842,8917,8917,8842,5492,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(59,1794545132387,'tick','act','SHED','green','STALE',1792984976883,600504,25845,9817,16998,14958,14958,8933,8926,8926,8933,5498,0,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(60,1795581947420,'tick','act','SHED','green','STALE',1792984976883,615537,25845,9817,16697,14693,14693,8996,9007,9007,8996,5583,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(61,1795581962432,'tick','act','SHED','green','STALE',1792984976883,630548,25845,9817,16396,14429,14429,9020,8918,8918,9020,5493,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(62,1795581977442,'tick','act','SHED','green','STALE',1792984976883,645558,25845,9817,16096,14164,14164,8916,8921,8921,8916,5496,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(63,1795581992460,'tick','act','SHED','green','STALE',1792984976883,660577,25845,9817,15796,13900,13900,8897,8916,8916,8897,5496,0,0,0,2,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(64,1796096052461,'tick','act','SHED','green','STALE',1792984976883,675577,25845,9817,15495,13636,13636,8922,8917,8917,8922,5495,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(65,1796096067464,'tick','act','SHED','green','STALE',1792984976883,690581,25845,9817,15195,13372,13372,9111,9116,9116,9111,3964,0,0,0,3,NULL,NULL,NULL,0,0,0,0,14,'old plant data, nothing to lower');
INSERT INTO decision VALUES(66,1796096082468,'tick','act','SHED','green','STALE',1792984976883,705584,25845,9817,15007,13206,13206,9127,9118,9118,9127,3963,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(67,1796096097475,'tick','act','SHED','green','STALE',1792984976883,720591,25845,9817,15007,13206,13206,9094,9104,9104,9094,3960,0,0,0,3,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(68,1796096112484,'tick','act','SHED','green','STALE',1792984976883,735601,25845,9817,15007,13206,13206,9314,9314,9314,9314,2246,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(69,1796096127498,'tick','act','SHED','green','STALE',1792984976883,750614,25845,9817,15007,13206,13206,9320,9315,9315,9320,2246,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(70,1796096142504,'tick','act','SHED','green','STALE',1792984976883,765620,25845,9817,15007,13206,13206,9331,9316,9316,9331,2247,0,0,0,4,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(71,1796096157506,'tick','act','SHED','green','STALE',1792984976883,780622,25845,9817,15007,13206,13206,9323,9316,9316,9323,2248,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(72,1796096172514,'tick','act','SHED','green','STALE',1792984976883,795631,25845,9817,15007,13206,13206,9336,9319,9319,9336,2250,0,0,0,4,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(73,1796096187524,'tick','act','SHED','green','STALE',1792984976883,810640,25845,9817,15007,13206,13206,9320,9319,9319,9320,2249,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(74,1796096202532,'tick','act','SHED','green','STALE',1792984976883,825648,25845,9817,15007,13206,13206,9316,9318,9318,9316,2251,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(75,1796096217535,'tick','act','SHED','green','STALE',1792984976883,840651,25845,9817,15007,13206,13206,9338,9322,9322,9338,2250,0,0,0,4,NULL,NULL,NULL,0,0,0,0,18,'old plant data, nothing to lower');
INSERT INTO decision VALUES(76,1796096232545,'tick','act','SHED','green','STALE',1792984976883,855662,25845,9817,15007,13206,13206,9346,9326,9326,9346,2253,0,0,0,4,NULL,NULL,NULL,0,0,0,0,14,'old plant data, nothing to lower');
INSERT INTO decision VALUES(77,1796096247552,'tick','act','SHED','green','STALE',1792984976883,870668,25845,9817,15007,13206,13206,9357,9332,9332,9357,2254,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(78,1796096262552,'tick','act','SHED','green','STALE',1792984976883,885668,25845,9817,15007,13206,13206,9324,9330,9330,9324,2253,0,0,0,4,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(79,1796112300093,'order','act','SHED','green','STALE',1792984976883,900209,25845,9817,15007,12906,12906,9324,9330,9330,9324,6458,0,0,2283,2,NULL,NULL,NULL,0,0,0,0,8,'old plant data, nothing to lower');
INSERT INTO decision VALUES(80,1796112315096,'tick','act','SHED','green','STALE',1792984976883,915213,25845,9817,15007,12906,12906,9313,9327,9327,9313,6455,0,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(81,1796112330098,'tick','act','SHED','green','STALE',1792984976883,930214,25845,9817,15007,12906,12906,7030,9322,9322,7030,6450,0,0,0,2,NULL,NULL,NULL,0,0,0,0,10,'old plant data, nothing to lower');
INSERT INTO decision VALUES(82,1796112345098,'tick','act','SHED','green','STALE',1792984976883,945214,25845,9817,15007,12906,12906,7052,9325,9325,7052,8178,1724,0,0,1,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(83,1796112360098,'tick','act','SHED','green','STALE',1792984976883,960215,25845,9817,15007,12906,12906,7035,9324,9324,7035,8177,1724,0,0,1,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(84,1796112375099,'tick','act','SHED','green','STALE',1792984976883,975215,25845,9817,15007,12906,12906,9283,9323,9323,9283,8176,1724,0,0,1,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(85,1796112380169,'order','act','STOP','green','STALE',1792984976883,980285,25845,9817,15007,12906,12906,9347,100,9327,9347,9327,0,0,100,0,NULL,NULL,NULL,0,0,0,0,7,'an emergency stop is in force');
INSERT INTO decision VALUES(86,1796112381209,'order','act','STOP','green','STALE',1792984976883,981325,25845,9817,15007,12906,12906,1804,1804,1804,1804,1804,1724,0,0,0,NULL,NULL,NULL,0,0,0,0,7,'an emergency stop is in force');
INSERT INTO decision VALUES(87,1796112396209,'tick','act','STOP','green','STALE',1792984976883,996325,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,0,NULL,NULL,NULL,0,0,0,0,10,'an emergency stop is in force');
INSERT INTO decision VALUES(88,1796112405203,'order','act','SHED','green','STALE',1792984976883,1005319,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,0,NULL,NULL,NULL,0,0,0,0,3,'old plant data, nothing to lower');
INSERT INTO decision VALUES(89,1796112420203,'tick','act','SHED','green','STALE',1792984976883,1020320,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,2,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(90,1796112435204,'tick','act','SHED','green','STALE',1792984976883,1035320,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,2,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(91,1796112450229,'tick','act','SHED','green','STALE',1792984976883,1050346,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(92,1796112465230,'tick','act','SHED','green','STALE',1792984976883,1065346,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(93,1796112480230,'tick','act','SHED','green','STALE',1792984976883,1080347,25845,9817,15007,12906,12906,1724,1724,1724,1724,1724,1724,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(94,1796112495231,'tick','act','SHED','green','STALE',1792984976883,1095347,25845,9817,15007,12906,12906,1971,1972,1972,1971,1972,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(95,1796112510231,'tick','act','SHED','green','STALE',1792984976883,1110347,25845,9817,15007,12906,12906,1959,1972,1972,1959,1972,0,0,0,2,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(96,1796112525231,'tick','act','SHED','green','STALE',1792984976883,1125347,25845,9817,15007,12906,12906,1970,1968,1968,1970,1968,0,0,0,2,NULL,NULL,NULL,0,0,0,0,10,'old plant data, nothing to lower');
INSERT INTO decision VALUES(97,1796116140231,'tick','act','SHED','green','STALE',1792984976883,1140347,25845,9817,15007,12906,12906,1967,1968,1968,1967,1968,0,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(98,1796116155231,'tick','act','SHED','green','STALE',1792984976883,1155347,25845,9817,15007,12906,12906,1975,1969,1969,1975,1969,0,0,0,2,NULL,NULL,NULL,0,0,0,0,14,'old plant data, nothing to lower');
INSERT INTO decision VALUES(99,1796116170260,'tick','act','SHED','green','STALE',1792984976883,1170376,25845,9817,15007,12906,12906,1978,1971,1971,1978,1971,0,0,0,2,NULL,NULL,NULL,0,0,0,0,11,'old plant data, nothing to lower');
INSERT INTO decision VALUES(100,1796116185266,'tick','act','SHED','green','STALE',1792984976883,1185382,25845,9817,15007,12906,12906,1968,1970,1970,1968,1970,0,0,0,2,NULL,NULL,NULL,0,0,0,0,13,'old plant data, nothing to lower');
INSERT INTO decision VALUES(101,1796116200267,'tick','act','SHED','green','STALE',1792984976883,1200383,25845,9817,15007,12906,12906,1970,1970,1970,1970,1970,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(102,1796116215268,'tick','act','SHED','green','STALE',1792984976883,1215384,25845,9817,15007,12906,12906,1979,1972,1972,1979,1972,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
INSERT INTO decision VALUES(103,1796119830278,'tick','act','SHED','green','STALE',1792984976883,1230394,25845,9817,15007,12906,12906,1976,1973,1973,1976,1973,0,0,0,2,NULL,NULL,NULL,0,0,0,0,12,'old plant data, nothing to lower');
CREATE TABLE command (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	miner		INTEGER NOT NULL REFERENCES miner,
	action		TEXT NOT NULL,
	preset		TEXT,
	percent		INTEGER,
	who		TEXT NOT NULL,
	reason		TEXT NOT NULL,
	decision	INTEGER REFERENCES decision,
	emergency	INTEGER,
	old_preset	TEXT,
	old_w		INTEGER,
	new_w		INTEGER,
	delta_ths	REAL,
	dry		INTEGER NOT NULL DEFAULT 0,
	state		TEXT NOT NULL,
	result		TEXT,
	tries		INTEGER NOT NULL DEFAULT 0,
	sent_at		INTEGER,
	accepted_at	INTEGER,
	ended_at	INTEGER
) STRICT;
INSERT INTO command VALUES(1,1792984887037,1,'preset','2980',NULL,'balancer','rebalance_gain',6,NULL,'2590',2588,2977,10.695720256410254477,0,'confirmed',NULL,1,1792984887037,1792984887132,1792984889137);
INSERT INTO command VALUES(2,1792984908377,4,'find',NULL,NULL,'token:1','manual',NULL,NULL,'2500',2476,2476,NULL,0,'confirmed',NULL,1,1792984908377,1792984908393,1792984908393);
INSERT INTO command VALUES(3,1792984908580,1,'preset','1320',NULL,'token:1','emergency',NULL,1,'2980',2977,1318,-56.39561589743590275,0,'confirmed',NULL,1,1792984908580,1792984908608,1792984917169);
INSERT INTO command VALUES(4,1792984908580,2,'preset','2490',NULL,'token:1','emergency',NULL,1,'3690',3394,2292,-75.029679632780101883,0,'confirmed',NULL,1,1792984908580,1792984908612,1792984920176);
INSERT INTO command VALUES(5,1792984908580,3,'preset','2490',NULL,'token:1','emergency',NULL,1,'3600',3256,2249,-69.633720776271218256,0,'confirmed',NULL,1,1792984908580,1792984908612,1792984918623);
INSERT INTO command VALUES(6,1792984908580,4,'preset','1150',NULL,'token:1','emergency',NULL,1,'2500',2476,1139,-34.176418775250006377,0,'confirmed',NULL,1,1792984908580,1792984908608,1792984915668);
INSERT INTO command VALUES(7,1792984908580,5,'preset','1320',NULL,'token:1','emergency',NULL,1,'2980',2734,1211,-57.924989761718762792,0,'confirmed',NULL,1,1792984908580,1792984908612,1792984921701);
INSERT INTO command VALUES(8,1792984908580,6,'preset','1150',NULL,'token:1','emergency',NULL,1,'3450',3440,1145,-52.921401861000013865,0,'confirmed',NULL,1,1792984908580,1792984908612,1792984920200);
INSERT INTO command VALUES(9,1796112300074,2,'restart',NULL,NULL,'token:1','manual',NULL,NULL,'2490',2283,2283,0.0,0,'confirmed',NULL,1,1796112300074,1796112300086,1796112302105);
INSERT INTO command VALUES(10,1796112380169,1,'stop',NULL,NULL,'token:1','emergency',NULL,2,'1930',1924,20,-93.858010993668216318,0,'confirmed',NULL,1,1796112380169,1796112380192,1796112381209);
INSERT INTO command VALUES(11,1796112380169,2,'stop',NULL,NULL,'token:1','emergency',NULL,2,'2490',2283,20,-163.47909601713635652,0,'confirmed',NULL,1,1796112380169,1796112380184,1796112381191);
INSERT INTO command VALUES(12,1796112380169,3,'stop',NULL,NULL,'token:1','emergency',NULL,2,'2490',2250,20,-161.48802039902170691,0,'confirmed',NULL,1,1796112380169,1796112380192,1796112381209);
INSERT INTO command VALUES(13,1796112380169,4,'stop',NULL,NULL,'token:1','emergency',NULL,2,'1750',1724,20,-68.761321781932309704,0,'failed','no answer',3,1796112380169,NULL,1796112381209);
INSERT INTO command VALUES(14,1796112380169,7,'stop',NULL,NULL,'token:1','emergency',NULL,2,'1150',1146,20,-53.056359162364778113,0,'confirmed',NULL,1,1796112380169,1796112380192,1796112381209);
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
INSERT INTO emergency VALUES(1,1792984908580,'token:1','lowest','managed',1792984928608,'token:1');
INSERT INTO emergency VALUES(2,1796112380169,'token:1','stop','all',1796112405189,'token:1');
CREATE TABLE balance (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	at		INTEGER NOT NULL,
	decision	INTEGER,
	mode		TEXT NOT NULL,
	state		TEXT NOT NULL,
	band		TEXT NOT NULL,
	status		TEXT NOT NULL,
	reading_state	TEXT,
	reading_reason	TEXT,
	last_reading_at	INTEGER,
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
INSERT INTO balance VALUES(1,1796119830278,103,'act','SHED','green','NO_DATA','STALE','read 3130023 s ago',1792984976883,25845,9817,15007,12906,14.0,1976,1976,0,1973,5,1796119845278,'look again',0,0);
CREATE TABLE meter (
	id		INTEGER PRIMARY KEY,
	device		TEXT NOT NULL,
	channel		TEXT NOT NULL,
	source		TEXT NOT NULL CHECK
			    (source IN ('message', 'miner', 'plant')),
	name		TEXT,
	location	TEXT,
	parent		INTEGER REFERENCES meter,
	direction	TEXT NOT NULL CHECK
			    (direction IN ('import', 'export', 'generation')),
	multiplier	INTEGER NOT NULL,
	resolution_uwh	INTEGER NOT NULL,
	save_step_uwh	INTEGER NOT NULL,
	modulus_uwh	INTEGER NOT NULL,
	power_most_w	INTEGER NOT NULL,
	gap_most_s	INTEGER NOT NULL,
	error_permille	INTEGER NOT NULL,
	loss_permille	INTEGER NOT NULL,
	serial		TEXT,
	version		INTEGER NOT NULL,
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	retired_at	INTEGER,
	UNIQUE (device, channel, source)
) STRICT;
INSERT INTO meter VALUES(1,'esp32-02','all_devices','message',NULL,'Hall 1',2,'import',1,1000000,0,0,5000000,600,20,20,NULL,2,1792984828597,1796112300026,NULL);
INSERT INTO meter VALUES(2,'esp32-01','all_devices','message','Hall','Hall 1',NULL,'import',1,1000000,0,0,5000000,600,20,0,NULL,2,1792984828612,1796112300001,NULL);
INSERT INTO meter VALUES(3,'lab-1','all_devices','message','Lab board','Lab 4',NULL,'import',1,1000000,0,0,5000000,600,20,0,NULL,3,1792984908407,1796119831447,NULL);
INSERT INTO meter VALUES(4,'spare-1','total','message','Spare','Store',NULL,'import',1,1000000,0,0,5000000,600,20,0,NULL,1,1792984908503,1792984908503,NULL);
INSERT INTO meter VALUES(5,'plant','generation','plant',NULL,NULL,NULL,'generation',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(6,'plant','containers','plant',NULL,NULL,NULL,'import',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(7,'plant','generation/upper_turbine','plant',NULL,NULL,5,'generation',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(8,'plant','generation/lower_turbine','plant',NULL,NULL,5,'generation',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(9,'plant','containers/container_north','plant',NULL,NULL,6,'import',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(10,'plant','containers/container_south','plant',NULL,NULL,6,'import',1,1000000,0,0,1050000000,120,20,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(11,'02:6d:d0:30:00:01','all_devices','miner',NULL,'Container A',6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(12,'02:1c:c3:30:00:02','all_devices','miner',NULL,'Container A',6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(13,'02:93:30:30:00:03','all_devices','miner',NULL,NULL,6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(14,'02:a1:04:30:00:04','all_devices','miner',NULL,NULL,6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(15,'02:ea:b3:30:00:05','all_devices','miner',NULL,NULL,6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(16,'02:f2:0c:30:00:06','all_devices','miner',NULL,NULL,6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(17,'02:f2:0c:30:00:99','all_devices','miner',NULL,NULL,6,'import',1,1000000,0,0,20000,120,50,0,NULL,1,1792988605356,1792988605356,NULL);
INSERT INTO meter VALUES(18,'lab-2','all_devices','message',NULL,'Lab 1',NULL,'import',1,1000000,0,0,5000000,600,20,0,NULL,1,1793504400600,1793504400600,NULL);
CREATE TABLE meter_version (
	meter		INTEGER NOT NULL REFERENCES meter,
	version		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	actor		TEXT NOT NULL,
	settings	TEXT NOT NULL,
	PRIMARY KEY (meter, version)
) STRICT, WITHOUT ROWID;
INSERT INTO meter_version VALUES(1,1,1792984828597,'ledger','{"id":1,"device":"esp32-02","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:20:28.597Z","changed_at":"2026-10-26T03:20:28.597Z","retired_at":null}');
INSERT INTO meter_version VALUES(1,2,1796112300026,'token:1','{"id":1,"device":"esp32-02","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":2,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":20,"serial":null,"version":2,"created_at":"2026-10-26T03:20:28.597Z","changed_at":"2026-12-01T08:05:00.026Z","retired_at":null}');
INSERT INTO meter_version VALUES(2,1,1792984828612,'ledger','{"id":2,"device":"esp32-01","channel":"all_devices","source":"message","name":null,"location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:20:28.612Z","changed_at":"2026-10-26T03:20:28.612Z","retired_at":null}');
INSERT INTO meter_version VALUES(2,2,1796112300001,'token:1','{"id":2,"device":"esp32-01","channel":"all_devices","source":"message","name":"Hall","location":"Hall 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":2,"created_at":"2026-10-26T03:20:28.612Z","changed_at":"2026-12-01T08:05:00.001Z","retired_at":null}');
INSERT INTO meter_version VALUES(3,1,1792984908407,'ledger','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":null,"location":"Lab 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-10-26T03:21:48.407Z","retired_at":null}');
INSERT INTO meter_version VALUES(3,2,1792984908517,'token:1','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":"Lab board","location":"Lab 2","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":2,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-10-26T03:21:48.517Z","retired_at":null}');
INSERT INTO meter_version VALUES(3,3,1796119831447,'token:1','{"id":3,"device":"lab-1","channel":"all_devices","source":"message","name":"Lab board","location":"Lab 4","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":3,"created_at":"2026-10-26T03:21:48.407Z","changed_at":"2026-12-01T10:10:31.447Z","retired_at":null}');
INSERT INTO meter_version VALUES(4,1,1792984908503,'token:1','{"id":4,"device":"spare-1","channel":"total","source":"message","name":"Spare","location":"Store","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T03:21:48.503Z","changed_at":"2026-10-26T03:21:48.503Z","retired_at":null}');
INSERT INTO meter_version VALUES(5,1,1792988605356,'ledger','{"id":5,"device":"plant","channel":"generation","source":"plant","name":null,"location":null,"parent":null,"direction":"generation","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(6,1,1792988605356,'ledger','{"id":6,"device":"plant","channel":"containers","source":"plant","name":null,"location":null,"parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(7,1,1792988605356,'ledger','{"id":7,"device":"plant","channel":"generation/upper_turbine","source":"plant","name":null,"location":null,"parent":5,"direction":"generation","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(8,1,1792988605356,'ledger','{"id":8,"device":"plant","channel":"generation/lower_turbine","source":"plant","name":null,"location":null,"parent":5,"direction":"generation","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(9,1,1792988605356,'ledger','{"id":9,"device":"plant","channel":"containers/container_north","source":"plant","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(10,1,1792988605356,'ledger','{"id":10,"device":"plant","channel":"containers/container_south","source":"plant","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":1050000000,"gap_most_s":120,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(11,1,1792988605356,'ledger','{"id":11,"device":"02:6d:d0:30:00:01","channel":"all_devices","source":"miner","name":null,"location":"Container A","parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(12,1,1792988605356,'ledger','{"id":12,"device":"02:1c:c3:30:00:02","channel":"all_devices","source":"miner","name":null,"location":"Container A","parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(13,1,1792988605356,'ledger','{"id":13,"device":"02:93:30:30:00:03","channel":"all_devices","source":"miner","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(14,1,1792988605356,'ledger','{"id":14,"device":"02:a1:04:30:00:04","channel":"all_devices","source":"miner","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(15,1,1792988605356,'ledger','{"id":15,"device":"02:ea:b3:30:00:05","channel":"all_devices","source":"miner","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(16,1,1792988605356,'ledger','{"id":16,"device":"02:f2:0c:30:00:06","channel":"all_devices","source":"miner","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(17,1,1792988605356,'ledger','{"id":17,"device":"02:f2:0c:30:00:99","channel":"all_devices","source":"miner","name":null,"location":null,"parent":6,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":20000,"gap_most_s":120,"error_permille":50,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-10-26T04:23:25.356Z","changed_at":"2026-10-26T04:23:25.356Z","retired_at":null}');
INSERT INTO meter_version VALUES(18,1,1793504400600,'ledger','{"id":18,"device":"lab-2","channel":"all_devices","source":"message","name":null,"location":"Lab 1","parent":null,"direction":"import","multiplier":1,"resolution_uwh":1000000,"save_step_uwh":0,"modulus_uwh":0,"power_most_w":5000000,"gap_most_s":600,"error_permille":20,"loss_permille":0,"serial":null,"version":1,"created_at":"2026-11-01T03:40:00.600Z","changed_at":"2026-11-01T03:40:00.600Z","retired_at":null}');
CREATE TABLE meter_place (
	meter		INTEGER NOT NULL REFERENCES meter,
	from_at		INTEGER NOT NULL,
	location	TEXT,
	PRIMARY KEY (meter, from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO meter_place VALUES(1,0,'Hall 1');
INSERT INTO meter_place VALUES(2,0,'Hall 1');
INSERT INTO meter_place VALUES(3,0,'Lab 1');
INSERT INTO meter_place VALUES(3,1792984908517,'Lab 2');
INSERT INTO meter_place VALUES(3,1796119831447,'Lab 4');
INSERT INTO meter_place VALUES(4,0,'Store');
INSERT INTO meter_place VALUES(11,0,'Container A');
INSERT INTO meter_place VALUES(12,0,'Container A');
INSERT INTO meter_place VALUES(18,0,'Lab 1');
CREATE TABLE meter_state (
	meter		INTEGER PRIMARY KEY REFERENCES meter,
	seen_at		INTEGER NOT NULL,
	last_at		INTEGER,
	readings	INTEGER NOT NULL DEFAULT 0,
	online		INTEGER,
	low_at		INTEGER NOT NULL,
	from_at		INTEGER,
	until_at	INTEGER,
	due_at		INTEGER
) STRICT;
INSERT INTO meter_state VALUES(1,1796096256038,1792985856029,83,1,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(2,1796096271686,1792985871664,83,1,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(3,1793680980762,1793019900000,30,1,0,0,1793019900000,1796119831447);
INSERT INTO meter_state VALUES(4,1792984908503,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(5,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(6,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(7,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(8,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(9,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(10,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(11,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(12,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(13,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(14,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(15,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(16,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(17,1792988605356,NULL,0,NULL,0,NULL,NULL,NULL);
INSERT INTO meter_state VALUES(18,1793680980743,1793417700000,30,1,0,NULL,NULL,NULL);
CREATE TABLE meter_reading (
	meter		INTEGER NOT NULL,
	key		BLOB NOT NULL,
	at		INTEGER NOT NULL,
	device_at	INTEGER,
	received_at	INTEGER NOT NULL,
	guessed		INTEGER NOT NULL,
	boot		INTEGER,
	sequence_no	INTEGER,
	register_uwh	INTEGER,
	boot_register_uwh INTEGER,
	power_milliw	INTEGER,
	uptime_s	INTEGER,
	switches	INTEGER,
	opens		INTEGER NOT NULL,
	digest		BLOB NOT NULL,
	state		INTEGER NOT NULL,
	rule		INTEGER NOT NULL,
	counted_uwh	INTEGER NOT NULL,
	base_uwh	INTEGER,
	PRIMARY KEY (meter, key)
) STRICT, WITHOUT ROWID;
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000001',1792963236029,1792963236029,1792984828597,0,1792984826,1,39599468368000,39599456000000,4922569,9,2,0,X'df38ec325cb18c99ac8ed85c6b69a8c6',1,3,0,39599468368000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000002',1792963536029,1792963536029,1792984828600,0,1792984826,2,39599896436000,39599456000000,5254498,309,2,0,X'e8f488cfeadbdd890f38542e323af6b0',1,1,428068000,39599896436000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000003',1792963836029,1792963836029,1792984828601,0,1792984826,3,39600335843000,39599456000000,5324411,609,2,0,X'8053159aadd4c8450c8fb00cf6d631a8',1,1,439407000,39600335843000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000004',1792964136029,1792964136029,1792984828601,0,1792984826,4,39600757427000,39599456000000,4769184,909,2,0,X'ef1057bc38a5cf1b813075358269c2cb',1,1,421584000,39600757427000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000005',1792964436029,1792964436029,1792984828602,0,1792984826,5,39601140634000,39599456000000,4179831,1209,2,0,X'408337e88fe73f5169ead5a5506d9cf3',1,1,383207000,39601140634000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000006',1792964736029,1792964736029,1792984828602,0,1792984826,6,39601471841000,39599456000000,3618118,1509,2,0,X'43024cea710566cdccfa2e03af7df6a0',1,1,331207000,39601471841000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000007',1792965036029,1792965036029,1792984828602,0,1792984826,7,39601763725000,39599456000000,3388654,1809,2,0,X'6b33a9037db3e89e52ac05937e660d62',1,1,291884000,39601763725000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000008',1792965336029,1792965336029,1792984828603,0,1792984826,8,39602026439000,39599456000000,3073616,2109,2,0,X'3c26e5fa9eb443110f47f5f7a742f466',1,1,262714000,39602026439000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000009',1792965636029,1792965636029,1792984828603,0,1792984826,9,39602284100000,39599456000000,3184660,2409,2,0,X'3d8c410999be2e4b63579056e8e3f4ac',1,1,257661000,39602284100000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000a',1792965936029,1792965936029,1792984828603,0,1792984826,10,39602562065000,39599456000000,3578275,2709,2,0,X'21e74c9f82a2ea142e5a23e9dcaad1e9',1,1,277965000,39602562065000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000b',1792966236029,1792966236029,1792984828603,0,1792984826,11,39602871672000,39599456000000,4064017,3009,2,0,X'efdaf131190d85d3865abe79a59abb98',1,1,309607000,39602871672000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000c',1792966536029,1792966536029,1792984828604,0,1792984826,12,39603223905000,39599456000000,4670801,3309,2,0,X'4d77227818188038a30a7633461d6594',1,1,352233000,39603223905000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000d',1792966836029,1792966836029,1792984828604,0,1792984826,13,39603621501000,39599456000000,4972807,3609,2,0,X'5f145c37ae120cb9a8eb164b54838688',1,1,397596000,39603621501000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000e',1792967136029,1792967136029,1792984828605,0,1792984826,14,39604058597000,39599456000000,5307880,3909,2,0,X'6a6eedee86140eb43b698c5e863f8134',1,1,437096000,39604058597000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000000f',1792967436029,1792967436029,1792984828609,0,1792984826,15,39604492313000,39599456000000,5031536,4209,2,0,X'f2ff783b94f94d6883d97884b4a7c380',1,1,433716000,39604492313000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000010',1792967736029,1792967736029,1792984828609,0,1792984826,16,39604912239000,39599456000000,5021211,4509,2,0,X'35e9b2314f5b226c6bc4fdd95006b09b',1,1,419926000,39604912239000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000011',1792968036029,1792968036029,1792984828609,0,1792984826,17,39605294093000,39599456000000,4245013,4809,2,0,X'ae932440df77ef35e1f5b3abe866fead',1,1,381854000,39605294093000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000012',1792968336029,1792968336029,1792984828610,0,1792984826,18,39605631776000,39599456000000,3717297,5109,2,0,X'7804edb8a10620feea92227efe94ecbc',1,1,337683000,39605631776000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000013',1792968636029,1792968636029,1792984828610,0,1792984826,19,39605927493000,39599456000000,3376999,5409,2,0,X'16b8718bd762ebe3d6123f1fee185d76',1,1,295717000,39605927493000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000014',1792968936029,1792968936029,1792984828610,0,1792984826,20,39606190586000,39599456000000,2952748,5709,2,0,X'6fda471ca309e666ffd9d33315fc3881',1,1,263093000,39606190586000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000015',1792969236029,1792969236029,1792984828611,0,1792984826,21,39606445002000,39599456000000,3068163,6009,2,0,X'f8d8b2cb9118cc595dd6bb50f139fb73',1,1,254416000,39606445002000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000016',1792969536029,1792969536029,1792984828611,0,1792984826,22,39606717640000,39599456000000,3540559,6309,2,0,X'd5499fc618bda24da6afd0a7dd3899ff',1,1,272638000,39606717640000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000017',1792969836029,1792969836029,1792984828612,0,1792984826,23,39607029767000,39599456000000,3970474,6609,2,0,X'99764714dc50893242a0af21614595ad',1,1,312127000,39607029767000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000018',1792970136029,1792970136029,1792984828613,0,1792984826,24,39607388127000,39599456000000,4486683,6909,2,0,X'05072c6c9f905ae206509ccc0dce53da',1,1,358360000,39607388127000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000019',1792970436029,1792970436029,1792984828614,0,1792984826,25,39607784838000,39599456000000,5129391,7209,2,0,X'e5c9f8d6cfba90f9b4c98758111d597b',1,1,396711000,39607784838000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001a',1792970736029,1792970736029,1792984828614,0,1792984826,26,39608216769000,39599456000000,5308583,7509,2,0,X'ceb20b7386e7dfb980b3804a8b14fd11',1,1,431931000,39608216769000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001b',1792971036029,1792971036029,1792984828615,0,1792984826,27,39608655638000,39599456000000,5387189,7809,2,0,X'e273593258bf3fac57f6fe7691efb30c',1,1,438869000,39608655638000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001c',1792971336029,1792971336029,1792984828616,0,1792984826,28,39609077728000,39599456000000,4988924,8109,2,0,X'85bd376d74139b479844ce71de05f05d',1,1,422090000,39609077728000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001d',1792971636029,1792971636029,1792984828617,0,1792984826,29,39609460461000,39599456000000,4411297,8409,2,0,X'9a4430d549b72eaeeb1f30872b1f5004',1,1,382733000,39609460461000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001e',1792971936029,1792971936029,1792984828617,0,1792984826,30,39609795110000,39599456000000,3614471,8709,2,0,X'c470df51e1743c7fbab8821ee726f500',1,1,334649000,39609795110000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000001f',1792972236029,1792972236029,1792984828618,0,1792984826,31,39610087796000,39599456000000,3273788,9009,2,0,X'970d7abc8ef07e4e3e532cddccbc6ce5',1,1,292686000,39610087796000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000020',1792972536029,1792972536029,1792984828619,0,1792984826,32,39610349616000,39599456000000,3093897,9309,2,0,X'f504af70568434639b08a64ea5391c05',1,1,261820000,39610349616000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000021',1792972836029,1792972836029,1792984828620,0,1792984826,33,39610607153000,39599456000000,3221854,9609,2,0,X'acb743aa0acfedaf57b2b7a0773e3ca6',1,1,257537000,39610607153000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000022',1792973136029,1792973136029,1792984828624,0,1792984826,34,39610875658000,39599456000000,3570721,9909,2,0,X'd0b82103afdcd95b262353511354938e',1,1,268505000,39610875658000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000023',1792973436029,1792973436029,1792984828625,0,1792984826,35,39611187968000,39599456000000,3893007,10209,2,0,X'52f882780b22295888cc7f23c0a2c478',1,1,312310000,39611187968000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000024',1792973736029,1792973736029,1792984828629,0,1792984826,36,39611544613000,39599456000000,4538008,10509,2,0,X'dab75bd66c6053f367966fe398c1eeab',1,1,356645000,39611544613000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000025',1792974036029,1792974036029,1792984828637,0,1792984826,37,39611943060000,39599456000000,5054618,10809,2,0,X'bc5512c2bece4ba2fad51d2f8e5f2881',1,1,398447000,39611943060000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000026',1792974336029,1792974336029,1792984828641,0,1792984826,38,39612370063000,39599456000000,5119620,11109,2,0,X'8a3dab486053ee5e70e887bcc1be463a',1,1,427003000,39612370063000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000027',1792974636029,1792974636029,1792984828653,0,1792984826,39,39612798551000,39599456000000,5214806,11409,2,0,X'8c667367644f9cd95b2b159fb537a58d',1,1,428488000,39612798551000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000028',1792974936029,1792974936029,1792984828657,0,1792984826,40,39613220611000,39599456000000,4745271,11709,2,0,X'479e4907ee82b273b3e579bf2954e014',1,1,422060000,39613220611000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000029',1792975236029,1792975236029,1792984828658,0,1792984826,41,39613602311000,39599456000000,4326458,12009,2,0,X'c64c7fc05d16524e4144dac313e6af8f',1,1,381700000,39613602311000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002a',1792975536029,1792975536029,1792984828658,0,1792984826,42,39613938871000,39599456000000,3714352,12309,2,0,X'1c2c03cc3801cfa6ad3c9c01aa870875',1,1,336560000,39613938871000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002b',1792975836029,1792975836029,1792984828659,0,1792984826,43,39614233822000,39599456000000,3268129,12609,2,0,X'202029e5591efb6a7f054073507cb161',1,1,294951000,39614233822000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002c',1792976136029,1792976136029,1792984828671,0,1792984826,44,39614496881000,39599456000000,2927921,12909,2,0,X'56f0ddfc72c8d6d1c0d93b2a9f710513',1,1,263059000,39614496881000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002d',1792976436029,1792976436029,1792984828672,0,1792984826,45,39614755866000,39599456000000,3262902,13209,2,0,X'3181569ee6865bd15d6ef1758173203c',1,1,258985000,39614755866000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002e',1792976736029,1792976736029,1792984828673,0,1792984826,46,39615029137000,39599456000000,3494913,13509,2,0,X'82d91297f5224c5d4300aff06321e544',1,1,273271000,39615029137000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000002f',1792977036029,1792977036029,1792984828675,0,1792984826,47,39615343432000,39599456000000,3806284,13809,2,0,X'3d759a00437333ee42ab0183d5cec66f',1,1,314295000,39615343432000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000030',1792977336029,1792977336029,1792984828677,0,1792984826,48,39615698695000,39599456000000,4658737,14109,2,0,X'8e093e6d489721eadcef994ebef94f3c',1,1,355263000,39615698695000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000031',1792977636029,1792977636029,1792984828678,0,1792984826,49,39616096538000,39599456000000,5084569,14409,2,0,X'59903369dbc985521c02a5c2a25dc67c',1,1,397843000,39616096538000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000032',1792977936029,1792977936029,1792984828679,0,1792984826,50,39616524200000,39599456000000,5156642,14709,2,0,X'd635c9dcebedddfd52d1432e17f5587b',1,1,427662000,39616524200000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000033',1792978236029,1792978236029,1792984828680,0,1792984826,51,39616959389000,39599456000000,5260404,15009,2,0,X'7c6b7c061881914dd47160a4652ca5c5',1,1,435189000,39616959389000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000034',1792978536029,1792978536029,1792984828681,0,1792984826,52,39617381245000,39599456000000,4755508,15309,2,0,X'a49bd425440d756399f71e4b32b591ae',1,1,421856000,39617381245000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000035',1792978836029,1792978836029,1792984828681,0,1792984826,53,39617763512000,39599456000000,4245483,15609,2,0,X'be04eec930215efad27cce98396ad9d1',1,1,382267000,39617763512000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000036',1792979136029,1792979136029,1792984828682,0,1792984826,54,39618099302000,39599456000000,3705287,15909,2,0,X'5b0eb384b5da4868e1df6bfeccbde052',1,1,335790000,39618099302000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000037',1792979436029,1792979436029,1792984828683,0,1792984826,55,39618387650000,39599456000000,3411917,16209,2,0,X'be5824e096420045b29a7e4f0e8350e5',1,1,288348000,39618387650000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000038',1792979736029,1792979736029,1792984828684,0,1792984826,56,39618651424000,39599456000000,3141701,16509,2,0,X'0ba62d7cbc097177b3a52f5a84571991',1,1,263774000,39618651424000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000039',1792980036029,1792980036029,1792984828685,0,1792984826,57,39618902782000,39599456000000,3023398,16809,2,0,X'b2a3d8ead359c8a317391552fa87aab3',1,1,251358000,39618902782000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003a',1792980336029,1792980336029,1792984828686,0,1792984826,58,39619172734000,39599456000000,3492943,17109,2,0,X'28338da47e77f135c2d8de077354b7f2',1,1,269952000,39619172734000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003b',1792980636029,1792980636029,1792984828687,0,1792984826,59,39619488454000,39599456000000,4061189,17409,2,0,X'b24cce92441d90da6f53aa27decb9623',1,1,315720000,39619488454000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003c',1792980936029,1792980936029,1792984828688,0,1792984826,60,39619847461000,39599456000000,4544061,17709,2,0,X'274b4ad2f7f6fcae0c1160d4e26144e2',1,1,359007000,39619847461000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003d',1792981236029,1792981236029,1792984828689,0,1792984826,61,39620251428000,39599456000000,5180899,18009,2,0,X'ab9d1b03628242f0215eb5b7e7991f0d',1,1,403967000,39620251428000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003e',1792981536029,1792981536029,1792984828690,0,1792984826,62,39620684017000,39599456000000,5218038,18309,2,0,X'1465842cbb203bc014f6a8e87a59d58b',1,1,432589000,39620684017000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000003f',1792981836029,1792981836029,1792984828691,0,1792984826,63,39621120789000,39599456000000,5325101,18609,2,0,X'489e636a86351d14f69e6e38af4efa9f',1,1,436772000,39621120789000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000040',1792982136029,1792982136029,1792984828692,0,1792984826,64,39621540807000,39599456000000,4778436,18909,2,0,X'6c4ffddcbf69288919832a68665490a2',1,1,420018000,39621540807000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000041',1792982436029,1792982436029,1792984828693,0,1792984826,65,39621925022000,39599456000000,4425724,19209,2,0,X'72ea06b6c3faa155191025d917dee376',1,1,384215000,39621925022000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000042',1792982736029,1792982736029,1792984828694,0,1792984826,66,39622258970000,39599456000000,3722833,19509,2,0,X'293eac2d937108679348164882965144',1,1,333948000,39622258970000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000043',1792983036029,1792983036029,1792984828695,0,1792984826,67,39622549468000,39599456000000,3389127,19809,2,0,X'10e730069d40f2757dae885ea35639d9',1,1,290498000,39622549468000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000044',1792983336029,1792983336029,1792984828696,0,1792984826,68,39622812255000,39599456000000,2959673,20109,2,0,X'8e651473381cbeecaec8304e0f554f2f',1,1,262787000,39622812255000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000045',1792983636029,1792983636029,1792984828697,0,1792984826,69,39623067747000,39599456000000,3249777,20409,2,0,X'656d382a0e274cff9d9777d70ef8c62c',1,1,255492000,39623067747000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000046',1792983936029,1792983936029,1792984828699,0,1792984826,70,39623341614000,39599456000000,3620115,20709,2,0,X'a4df573f57b59f6ac8c4e83396d57996',1,1,273867000,39623341614000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000047',1792984236029,1792984236029,1792984828700,0,1792984826,71,39623649111000,39599456000000,3998449,21009,2,0,X'f8256d3cf005618c855d8f4a3321f4a2',1,1,307497000,39623649111000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000048',1792984536029,1792984536029,1792984828701,0,1792984826,72,39624005261000,39599456000000,4507141,21309,2,0,X'5e052e2cf0901b15badfcbcd7b44053b',1,1,356150000,39624005261000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000049',1792984656029,1792984656029,1792984828701,0,1792984826,73,39624162003000,39599456000000,4920214,21429,2,0,X'a5a4c6ce6c1517d6699b54fedafae9d3',1,1,156742000,39624162003000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004a',1792984776029,1792984776029,1792984828703,0,1792984826,74,39624325561000,39599456000000,4950126,21549,2,0,X'349952bf943801352ff7f594c64336ea',1,1,163558000,39624325561000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004b',1792984896029,1792984896029,1792984896037,0,1792984826,75,39624488582000,39599456000000,5022602,21669,2,0,X'17f99ed9e407d9b14c61b1a84ae007e3',1,1,163021000,39624488582000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004c',1792985016029,1792985016029,1792988616037,0,1792984826,76,39624660732000,39599456000000,5255010,21789,2,0,X'81792d4b88c4593fceb631348f94dce6',1,1,172150000,39624660732000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004d',1792985136029,1792985136029,1792992336037,0,1792984826,77,39624835993000,39599456000000,5275397,21909,2,0,X'47082be35511c6d80e4b887455acee11',1,1,175261000,39624835993000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004e',1792985256029,1792985256029,1793504411049,0,1792984826,78,39625013411000,39599456000000,5418837,22029,2,0,X'926808160bcf16965b1132dad8c6918c',1,1,177418000,39625013411000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa000000000000004f',1792985376029,1792985376029,1793680931088,0,1792984826,79,39625189026000,39599456000000,5304016,22149,2,0,X'ce9fb7aba0f548597152c1e866a3977b',1,1,175615000,39625189026000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000050',1792985496029,1792985496029,1793767451061,0,1792984826,80,39625362899000,39599456000000,5107826,22269,2,0,X'34f2b124e81a5f9b307e672f4ffeb494',1,1,173873000,39625362899000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000051',1792985616029,1792985616029,1795581971124,0,1792984826,81,39625530588000,39599456000000,5050073,22389,2,0,X'bbf9082162f9caee21b4e93009f672d2',1,1,167689000,39625530588000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000052',1792985736029,1792985736029,1796096136043,0,1792984826,82,39625695324000,39599456000000,4974384,22509,2,0,X'2f176c4c84629cd954681182fe78e968',1,1,164736000,39625695324000);
INSERT INTO meter_reading VALUES(1,X'01000000006adec6fa0000000000000053',1792985856029,1792985856029,1796096256038,0,1792984826,83,39625853074000,39599456000000,4554099,22629,2,0,X'247745f8b818bd76cf9c1e1108fbcdab',1,1,157750000,39625853074000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000001',1792963251664,1792963251664,1792984828612,0,1792984826,1,6045144026000,6045139000000,723368,24,1,0,X'85470af51515a58537ce3e6ca8ce56bd',1,3,0,6045144026000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000002',1792963551664,1792963551664,1792984828613,0,1792984826,2,6045206601000,6045139000000,780526,324,1,0,X'93c03b80bcf31f5388f142b9b56e41e6',1,1,62575000,6045206601000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000003',1792963851664,1792963851664,1792984828614,0,1792984826,3,6045272685000,6045139000000,825029,624,1,0,X'b48de99161f062e24104199e6bcf1735',1,1,66084000,6045272685000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000004',1792964151664,1792964151664,1792984828615,0,1792984826,4,6045339117000,6045139000000,805770,924,1,0,X'36d4e97f049344a072f04979c867e1b5',1,1,66432000,6045339117000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000005',1792964451664,1792964451664,1792984828615,0,1792984826,5,6045402070000,6045139000000,720193,1224,1,0,X'4b73131a2cacda0b02dba69368199298',1,1,62953000,6045402070000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000006',1792964751664,1792964751664,1792984828616,0,1792984826,6,6045458953000,6045139000000,660501,1524,1,0,X'6195b9a75da8c3fdc58b01ad21b57b67',1,1,56883000,6045458953000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000007',1792965051664,1792965051664,1792984828617,0,1792984826,7,6045508669000,6045139000000,576418,1824,1,0,X'6dcc19ed7fa3a8d1fed6cf5ebdeb5602',1,1,49716000,6045508669000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000008',1792965351664,1792965351664,1792984828618,0,1792984826,8,6045552038000,6045139000000,512689,2124,1,0,X'dfcce1de4b9f43ad6e0db65d7f675ea7',1,1,43369000,6045552038000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000009',1792965651664,1792965651664,1792984828618,0,1792984826,9,6045591337000,6045139000000,479164,2424,1,0,X'159bad0b10f78988299219434e5296eb',1,1,39299000,6045591337000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000a',1792965951664,1792965951664,1792984828619,0,1792984826,10,6045630759000,6045139000000,499990,2724,1,0,X'dc8abe0db577486730d59ad37b298acc',1,1,39422000,6045630759000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000b',1792966251664,1792966251664,1792984828620,0,1792984826,11,6045673470000,6045139000000,550375,3024,1,0,X'c4aac574ab98c5d3b9a8b159430e8b5a',1,1,42711000,6045673470000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000c',1792966551664,1792966551664,1792984828625,0,1792984826,12,6045721926000,6045139000000,625412,3324,1,0,X'58d0044bb6f283143d47a9a96468166d',1,1,48456000,6045721926000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000d',1792966851664,1792966851664,1792984828629,0,1792984826,13,6045778077000,6045139000000,739269,3624,1,0,X'a60895304e1425efccb8d11a6e868150',1,1,56151000,6045778077000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000e',1792967151664,1792967151664,1792984828636,0,1792984826,14,6045841615000,6045139000000,750590,3924,1,0,X'36ba32118fc66f30dc6ef9e7c6df610a',1,1,63538000,6045841615000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000000f',1792967451664,1792967451664,1792984828641,0,1792984826,15,6045907367000,6045139000000,824963,4224,1,0,X'dc40c2440110c5f86b092233cabb578c',1,1,65752000,6045907367000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000010',1792967751664,1792967751664,1792984828652,0,1792984826,16,6045974032000,6045139000000,778437,4524,1,0,X'87b0d84b93632aa506ed75ca85d87619',1,1,66665000,6045974032000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000011',1792968051664,1792968051664,1792984828657,0,1792984826,17,6046037016000,6045139000000,718022,4824,1,0,X'b50bcba3ecf509315e6140ebcb181402',1,1,62984000,6046037016000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000012',1792968351664,1792968351664,1792984828657,0,1792984826,18,6046093702000,6045139000000,649415,5124,1,0,X'0de0572bdb5ca879712607ecafc4f2c3',1,1,56686000,6046093702000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000013',1792968651664,1792968651664,1792984828658,0,1792984826,19,6046143259000,6045139000000,535493,5424,1,0,X'190b3c08eab05ac270c903f04fe2d1da',1,1,49557000,6046143259000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000014',1792968951664,1792968951664,1792984828659,0,1792984826,20,6046186992000,6045139000000,480524,5724,1,0,X'7f63161df5e4618bc9b637c8ef051600',1,1,43733000,6046186992000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000015',1792969251664,1792969251664,1792984828664,0,1792984826,21,6046225144000,6045139000000,477176,6024,1,0,X'cdb7e0c565c208cc509bc1be3a23be81',1,1,38152000,6046225144000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000016',1792969551664,1792969551664,1792984828671,0,1792984826,22,6046263979000,6045139000000,506278,6324,1,0,X'd0a6b5ad8d6c8657376b1045ef6b375c',1,1,38835000,6046263979000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000017',1792969851664,1792969851664,1792984828673,0,1792984826,23,6046306259000,6045139000000,539244,6624,1,0,X'812a44aa1255fdc981149c6847fbc670',1,1,42280000,6046306259000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000018',1792970151664,1792970151664,1792984828674,0,1792984826,24,6046354528000,6045139000000,635225,6924,1,0,X'6526ddbbbcfb69e5ce1c363d6351a662',1,1,48269000,6046354528000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000019',1792970451664,1792970451664,1792984828675,0,1792984826,25,6046410738000,6045139000000,706804,7224,1,0,X'16795979938d867967996990bf1d44bf',1,1,56210000,6046410738000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001a',1792970751664,1792970751664,1792984828677,0,1792984826,26,6046473742000,6045139000000,779571,7524,1,0,X'd3fc97454305f574dcef6dadc606fa72',1,1,63004000,6046473742000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001b',1792971051664,1792971051664,1792984828679,0,1792984826,27,6046540630000,6045139000000,815359,7824,1,0,X'3d881effbbfa1d86422dd7200accee69',1,1,66888000,6046540630000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001c',1792971351664,1792971351664,1792984828680,0,1792984826,28,6046607301000,6045139000000,793630,8124,1,0,X'fa7491ab38883b507212c7c83413f101',1,1,66671000,6046607301000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001d',1792971651664,1792971651664,1792984828680,0,1792984826,29,6046670584000,6045139000000,697911,8424,1,0,X'35f264f4eb838c689d6add16ad57df24',1,1,63283000,6046670584000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001e',1792971951664,1792971951664,1792984828681,0,1792984826,30,6046726745000,6045139000000,643885,8724,1,0,X'5c60ef29a97a99f84282112ba79f83e5',1,1,56161000,6046726745000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000001f',1792972251664,1792972251664,1792984828682,0,1792984826,31,6046776790000,6045139000000,532612,9024,1,0,X'518237e842b85280f9531b5c05efc7e6',1,1,50045000,6046776790000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000020',1792972551664,1792972551664,1792984828683,0,1792984826,32,6046820677000,6045139000000,490435,9324,1,0,X'c6a5839fe98c75bd3deb29bb2767ac1b',1,1,43887000,6046820677000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000021',1792972851664,1792972851664,1792984828684,0,1792984826,33,6046860564000,6045139000000,451955,9624,1,0,X'3215dd990318dbc49d640442a9ee6db3',1,1,39887000,6046860564000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000022',1792973151664,1792973151664,1792984828684,0,1792984826,34,6046899785000,6045139000000,500453,9924,1,0,X'88d009f0245b13b5248339eccb34a58a',1,1,39221000,6046899785000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000023',1792973451664,1792973451664,1792984828685,0,1792984826,35,6046942101000,6045139000000,522646,10224,1,0,X'9740c7cbecec65d8e173674122ce33e4',1,1,42316000,6046942101000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000024',1792973751664,1792973751664,1792984828686,0,1792984826,36,6046991250000,6045139000000,644706,10524,1,0,X'4b3eca57f973a26f07801829ae2c179d',1,1,49149000,6046991250000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000025',1792974051664,1792974051664,1792984828688,0,1792984826,37,6047046457000,6045139000000,711055,10824,1,0,X'31040dbec87188441bedc74d8b38378e',1,1,55207000,6047046457000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000026',1792974351664,1792974351664,1792984828689,0,1792984826,38,6047107685000,6045139000000,759758,11124,1,0,X'a4c91f4be2aeb1f4efc84fe7c9c82a05',1,1,61228000,6047107685000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000027',1792974651664,1792974651664,1792984828689,0,1792984826,39,6047173877000,6045139000000,803143,11424,1,0,X'861f549e3f0ef8d3a2ddcd88c4bd69cf',1,1,66192000,6047173877000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000028',1792974951664,1792974951664,1792984828690,0,1792984826,40,6047240598000,6045139000000,803706,11724,1,0,X'b14937e5f75898dba2cb0ffd8dbeb5c5',1,1,66721000,6047240598000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000029',1792975251664,1792975251664,1792984828691,0,1792984826,41,6047303409000,6045139000000,700953,12024,1,0,X'6b75b1e5acf075e0e5ba742919413068',1,1,62811000,6047303409000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002a',1792975551664,1792975551664,1792984828693,0,1792984826,42,6047360114000,6045139000000,660257,12324,1,0,X'1a2d5a69beaccd299324a9cab9f8a930',1,1,56705000,6047360114000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002b',1792975851664,1792975851664,1792984828694,0,1792984826,43,6047409785000,6045139000000,528211,12624,1,0,X'4e8f643c3f32eef598c1c369afa199c8',1,1,49671000,6047409785000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002c',1792976151664,1792976151664,1792984828695,0,1792984826,44,6047454090000,6045139000000,480643,12924,1,0,X'f78f43abc26261338f9b75fb3b86fb9d',1,1,44305000,6047454090000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002d',1792976451664,1792976451664,1792984828695,0,1792984826,45,6047493612000,6045139000000,479904,13224,1,0,X'f9414f2721e14bc4d30c0f9e21f00a6b',1,1,39522000,6047493612000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002e',1792976751664,1792976751664,1792984828696,0,1792984826,46,6047533190000,6045139000000,505276,13524,1,0,X'39a1cfc6da05de0a27e7417869168116',1,1,39578000,6047533190000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000002f',1792977051664,1792977051664,1792984828698,0,1792984826,47,6047575245000,6045139000000,539945,13824,1,0,X'1407a360e0a5f040745e5664aa0dab9d',1,1,42055000,6047575245000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000030',1792977351664,1792977351664,1792984828699,0,1792984826,48,6047624156000,6045139000000,607526,14124,1,0,X'991d8452c449bf0d18d0151dc0a36949',1,1,48911000,6047624156000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000031',1792977651664,1792977651664,1792984828700,0,1792984826,49,6047679911000,6045139000000,681314,14424,1,0,X'addbf50a55007f9d1a507a838301bf13',1,1,55755000,6047679911000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000032',1792977951664,1792977951664,1792984828701,0,1792984826,50,6047742034000,6045139000000,768705,14724,1,0,X'2fec1290120416b9e13ecc708867f351',1,1,62123000,6047742034000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000033',1792978251664,1792978251664,1792984828702,0,1792984826,51,6047808287000,6045139000000,776445,15024,1,0,X'b7ad34ae41e04fe48e5012d6c5521a0d',1,1,66253000,6047808287000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000034',1792978551664,1792978551664,1792984828703,0,1792984826,52,6047875096000,6045139000000,793919,15324,1,0,X'4c58d0a6626c8d52ca2a3808782a7ff2',1,1,66809000,6047875096000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000035',1792978851664,1792978851664,1792984828704,0,1792984826,53,6047938732000,6045139000000,751898,15624,1,0,X'816ee248c33e4152a0aa24fb0c8036c1',1,1,63636000,6047938732000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000036',1792979151664,1792979151664,1792984828705,0,1792984826,54,6047995870000,6045139000000,626890,15924,1,0,X'5d0cbbf6fa49b720c7a000de0f11b057',1,1,57138000,6047995870000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000037',1792979451664,1792979451664,1792984828706,0,1792984826,55,6048045275000,6045139000000,572300,16224,1,0,X'26e3b3ba16b18051743562a5102eddf1',1,1,49405000,6048045275000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000038',1792979751664,1792979751664,1792984828706,0,1792984826,56,6048088335000,6045139000000,466860,16524,1,0,X'3ebe8852fffd8288b87ec4251bf81a83',1,1,43060000,6048088335000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000039',1792980051664,1792980051664,1792984828707,0,1792984826,57,6048127968000,6045139000000,484449,16824,1,0,X'e3063e97d932ca74283db2e990f27beb',1,1,39633000,6048127968000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003a',1792980351664,1792980351664,1792984828708,0,1792984826,58,6048167859000,6045139000000,482283,17124,1,0,X'b917c9515a1a5e96b09df97740e4f7b1',1,1,39891000,6048167859000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003b',1792980651664,1792980651664,1792984828708,0,1792984826,59,6048211198000,6045139000000,567841,17424,1,0,X'2c6234c3388515f87790024e82c124c2',1,1,43339000,6048211198000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003c',1792980951664,1792980951664,1792984828709,0,1792984826,60,6048259965000,6045139000000,632108,17724,1,0,X'7641ec5ca90749f3616c35ac64b9b7b0',1,1,48767000,6048259965000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003d',1792981251664,1792981251664,1792984828710,0,1792984826,61,6048315735000,6045139000000,688875,18024,1,0,X'9ec537bf8ba6e158b1e88a51ed84c9b9',1,1,55770000,6048315735000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003e',1792981551664,1792981551664,1792984828710,0,1792984826,62,6048377952000,6045139000000,808871,18324,1,0,X'b850993c986e2ce9a8e37a319841ab84',1,1,62217000,6048377952000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000003f',1792981851664,1792981851664,1792984828711,0,1792984826,63,6048444428000,6045139000000,786003,18624,1,0,X'51964bf2e8313621893bcc6d5dc10345',1,1,66476000,6048444428000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000040',1792982151664,1792982151664,1792984828712,0,1792984826,64,6048510455000,6045139000000,777402,18924,1,0,X'e02ba6efa22960911fcf6fafa0aec962',1,1,66027000,6048510455000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000041',1792982451664,1792982451664,1792984828712,0,1792984826,65,6048573072000,6045139000000,732775,19224,1,0,X'05853b8626b6f609456801df62f25671',1,1,62617000,6048573072000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000042',1792982751664,1792982751664,1792984828713,0,1792984826,66,6048630176000,6045139000000,640132,19524,1,0,X'2e6b5a6a8a28f47b1051eccbbde0dae7',1,1,57104000,6048630176000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000043',1792983051664,1792983051664,1792984828714,0,1792984826,67,6048679662000,6045139000000,568068,19824,1,0,X'd8147930b4c6e4954f1f16784576a5a8',1,1,49486000,6048679662000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000044',1792983351664,1792983351664,1792984828714,0,1792984826,68,6048722654000,6045139000000,484085,20124,1,0,X'bfcc4527cfab4bff1aad90e90eb10ea0',1,1,42992000,6048722654000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000045',1792983651664,1792983651664,1792984828715,0,1792984826,69,6048761835000,6045139000000,482486,20424,1,0,X'7fc04bcc69c1961e33893ea9b357da9d',1,1,39181000,6048761835000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000046',1792983951664,1792983951664,1792984828715,0,1792984826,70,6048801676000,6045139000000,470507,20724,1,0,X'32495a1d3ee0319f603ad900dac15479',1,1,39841000,6048801676000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000047',1792984251664,1792984251664,1792984828716,0,1792984826,71,6048844099000,6045139000000,543111,21024,1,0,X'4a3dee8c082e1de4851e180507772ef1',1,1,42423000,6048844099000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000048',1792984551664,1792984551664,1792984828717,0,1792984826,72,6048893047000,6045139000000,653418,21324,1,0,X'b70b8179473efbf2f1e3064023fc52ae',1,1,48948000,6048893047000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000049',1792984671664,1792984671664,1792984828720,0,1792984826,73,6048914727000,6045139000000,684396,21444,1,0,X'7989585dc685657af38990579f73ca6b',1,1,21680000,6048914727000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004a',1792984791664,1792984791664,1792984828721,0,1792984826,74,6048937624000,6045139000000,681614,21564,1,0,X'576c03b722eca6fa841a15f01747bb1a',1,1,22897000,6048937624000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004b',1792984911664,1792984911664,1792984911673,0,1792984826,75,6048961087000,6045139000000,751725,21684,1,0,X'61fdae4ab1b0a3c0c9a651bdb4462460',1,1,23463000,6048961087000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004c',1792985031664,1792985031664,1792988631692,0,1792984826,76,6048985840000,6045139000000,730018,21804,1,0,X'1f124bbfaf312b93b10b756d31c23496',1,1,24753000,6048985840000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004d',1792985151664,1792985151664,1792992351670,0,1792984826,77,6049011282000,6045139000000,795330,21924,1,0,X'a95e8508c999ab0c113b3e39acc2484b',1,1,25442000,6049011282000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004e',1792985271664,1792985271664,1793504426704,0,1792984826,78,6049037712000,6045139000000,812439,22044,1,0,X'2aea5e14f7326052437bb5d93e3259db',1,1,26430000,6049037712000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa000000000000004f',1792985391664,1792985391664,1793680946724,0,1792984826,79,6049064177000,6045139000000,818869,22164,1,0,X'bc55b09fb05ec1363726ea32109f3973',1,1,26465000,6049064177000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000050',1792985511664,1792985511664,1793767466680,0,1792984826,80,6049090958000,6045139000000,779798,22284,1,0,X'b98ca149c37471d59ccee77481be2a79',1,1,26781000,6049090958000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000051',1792985631664,1792985631664,1795581986729,0,1792984826,81,6049117614000,6045139000000,792405,22404,1,0,X'1bad7df8bd2894fd0559bad5e82e6f88',1,1,26656000,6049117614000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000052',1792985751664,1792985751664,1796096151670,0,1792984826,82,6049144420000,6045139000000,805469,22524,1,0,X'8c6e8d55264f7db559ab33a5b58000e1',1,1,26806000,6049144420000);
INSERT INTO meter_reading VALUES(2,X'01000000006adec6fa0000000000000053',1792985871664,1792985871664,1796096271686,0,1792984826,83,6049170632000,6045139000000,773791,22644,1,0,X'd4f3bdc43c66150a685c0f6dce523a45',1,1,26212000,6049170632000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000000',1792977708000,1792977708000,1792984908407,0,1,0,1000000000,NULL,1200000,NULL,NULL,0,X'5836e64f92d173076a994f0b978df90b',1,3,0,1000000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000001',1792978008000,1792978008000,1792984908407,0,1,1,1100000000,NULL,1200000,NULL,NULL,0,X'b8e4c192efed92f06ef6b7bccaa20c68',1,1,100000000,1100000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000002',1792978308000,1792978308000,1792984908407,0,1,2,1200000000,NULL,1200000,NULL,NULL,0,X'e9c08608bab846e0a1e88b393154862f',1,1,100000000,1200000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000003',1792978608000,1792978608000,1792984908407,0,1,3,1300000000,NULL,1200000,NULL,NULL,0,X'ed3fec56fa11b6d62ce72729e55d372b',1,1,100000000,1300000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000004',1792978908000,1792978908000,1792984908407,0,1,4,1400000000,NULL,1200000,NULL,NULL,0,X'1dc21ecf781997da303fadec0f37e789',1,1,100000000,1400000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000005',1792979208000,1792979208000,1792984908407,0,1,5,1500000000,NULL,1200000,NULL,NULL,0,X'1a30254580285452457cc4d0e21b6063',1,1,100000000,1500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000006',1792979508000,1792979508000,1792984908407,0,1,6,1600000000,NULL,1200000,NULL,NULL,0,X'891039487e418486fd1e9dc62819308d',1,1,100000000,1600000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000007',1792979808000,1792979808000,1792984908407,0,1,7,1700000000,NULL,1200000,NULL,NULL,0,X'131aac1029490352858584d49f76d483',1,1,100000000,1700000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000008',1792980108000,1792980108000,1792984908407,0,1,8,1800000000,NULL,1200000,NULL,NULL,0,X'493cdb7b09b95d5e5ffe64dbbc968aa1',1,1,100000000,1800000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000009',1792980408000,1792980408000,1792984908407,0,1,9,1900000000,NULL,1200000,NULL,NULL,0,X'0c544f53f5d9b851690e18d117fb4cfe',1,1,100000000,1900000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000a',1792980708000,1792980708000,1792984908407,0,1,10,2000000000,NULL,1200000,NULL,NULL,0,X'cc28ce2924ff8645d8e802ad172e0d53',1,1,100000000,2000000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000b',1792981008000,1792981008000,1792984908407,0,1,11,2100000000,NULL,1200000,NULL,NULL,0,X'560dfddcb951f9f122c480c6e84d28d9',1,1,100000000,2100000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000c',1792981308000,1792981308000,1792984908407,0,1,12,2200000000,NULL,1200000,NULL,NULL,0,X'79820d16b365adefbcf37d5a687c7c78',1,1,100000000,2200000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000d',1792981608000,1792981608000,1792984908407,0,1,13,2300000000,NULL,1200000,NULL,NULL,0,X'48c9d33361a03057b9df6d952a2e7d4a',1,1,100000000,2300000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000e',1792981908000,1792981908000,1792984908407,0,1,14,2400000000,NULL,1200000,NULL,NULL,0,X'e92d08523507ac124437718a30616f8a',1,1,100000000,2400000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000000f',1792982208000,1792982208000,1792984908407,0,1,15,2500000000,NULL,1200000,NULL,NULL,0,X'6b669fc7d4938777bc9a13eee8d7dece',1,1,100000000,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000010',1792982508000,1792982508000,1792984908407,0,1,16,2600000000,NULL,1200000,NULL,NULL,0,X'ccecc8cd5c59b5858f81303a98585704',1,1,100000000,2600000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000011',1792982808000,1792982808000,1792984908407,0,1,17,2700000000,NULL,1200000,NULL,NULL,0,X'0eb2b59061bc5b76a278a26ddf3f9353',1,1,100000000,2700000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000012',1792983108000,1792983108000,1792984908407,0,1,18,2800000000,NULL,1200000,NULL,NULL,0,X'5d68ed364b33bb32082c53a33ec734a6',1,1,100000000,2800000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000013',1792983408000,1792983408000,1792984908407,0,1,19,2900000000,NULL,1200000,NULL,NULL,0,X'907aee9fdc576147896ec1011e7a1748',1,1,100000000,2900000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000044c',1793017200000,1793017200000,1793680980762,0,1,1100,2500000000,NULL,1200000,NULL,NULL,0,X'e1b6c24707f552368a54eba34ba4abe0',1,5,2495000000,2500000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000044d',1793017500000,1793017500000,1793680980762,0,1,1101,2500000000,NULL,1200000,NULL,NULL,0,X'879c7ea0bd97b488ac01e40ff7725d31',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000044e',1793017800000,1793017800000,1793680980762,0,1,1102,2500000000,NULL,1200000,NULL,NULL,0,X'0140f5f8ae3bb6bb7fe9008b4da3b3de',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'010000000000000001000000000000044f',1793018100000,1793018100000,1793680980762,0,1,1103,2500000000,NULL,1200000,NULL,NULL,0,X'bc14355019260593ae3f8d175064b1a8',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000450',1793018400000,1793018400000,1793680980762,0,1,1104,2500000000,NULL,1200000,NULL,NULL,0,X'5a134608ce9caa4c76007b33e710c15b',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000451',1793018700000,1793018700000,1793680980762,0,1,1105,2500000000,NULL,1200000,NULL,NULL,0,X'd495a60717977c22771afc8295ca9947',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000452',1793019000000,1793019000000,1793680980762,0,1,1106,2500000000,NULL,1200000,NULL,NULL,0,X'cdf6a9266152721df4810b798abcbd40',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000453',1793019300000,1793019300000,1793680980762,0,1,1107,2500000000,NULL,1200000,NULL,NULL,0,X'ea568d8daba095e199f18d0280dbf11c',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000454',1793019600000,1793019600000,1793680980762,0,1,1108,2500000000,NULL,1200000,NULL,NULL,0,X'f1e858379e66ab5db2aa5511a94d0679',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'0100000000000000010000000000000455',1793019900000,1793019900000,1793680980762,0,1,1109,2500000000,NULL,1200000,NULL,NULL,0,X'9a63f32e39edf7bd2aeecebe78a936a0',1,1,0,2500000000);
INSERT INTO meter_reading VALUES(3,X'04000001a1763a0f9800000000b2d05e00',1792984879000,NULL,1792984939373,0,NULL,NULL,3000000000,NULL,NULL,NULL,NULL,0,X'00000000000000000000000000000000',1,5,100000000,3000000000);
INSERT INTO meter_reading VALUES(3,X'05000001a1763a0f9800000000004c4b40',1792984879000,NULL,1792984939373,0,NULL,NULL,5000000,NULL,NULL,NULL,NULL,1,X'00000000000000000000000000000000',1,9,0,5000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003e8',1793410800000,1793410800000,1793504400600,0,1,1000,9000000000,NULL,1200000,NULL,NULL,0,X'5dd55ddcb0a93e5ca9bc4b84c5f74fc2',1,10,0,9000000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003e9',1793411100000,1793411100000,1793504400600,0,1,1001,9100000000,NULL,1200000,NULL,NULL,0,X'f00efd5fa2c3eaa3e75234c62543441c',1,1,100000000,9100000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ea',1793411400000,1793411400000,1793504400600,0,1,1002,9200000000,NULL,1200000,NULL,NULL,0,X'c54d2094e1b8201d2430ca708540c2d5',1,1,100000000,9200000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003eb',1793411700000,1793411700000,1793504400600,0,1,1003,9300000000,NULL,1200000,NULL,NULL,0,X'af79b03dba6f569d447c369d779d147d',1,1,100000000,9300000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ec',1793412000000,1793412000000,1793504400600,0,1,1004,9400000000,NULL,1200000,NULL,NULL,0,X'f81804532fa5f61a998b703dcf51d303',1,1,100000000,9400000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ed',1793412300000,1793412300000,1793504400600,0,1,1005,9500000000,NULL,1200000,NULL,NULL,0,X'0f0bd2ab8f5d1d31d874036bb5576da9',1,1,100000000,9500000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ee',1793412600000,1793412600000,1793504400600,0,1,1006,9600000000,NULL,1200000,NULL,NULL,0,X'0ae072ed59b606d984f3ac17f72f2cda',1,1,100000000,9600000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ef',1793412900000,1793412900000,1793504400600,0,1,1007,9700000000,NULL,1200000,NULL,NULL,0,X'260693ae712dabf6f288cadc62dae949',1,1,100000000,9700000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f0',1793413200000,1793413200000,1793504400600,0,1,1008,9800000000,NULL,1200000,NULL,NULL,0,X'69ea3e2b680bd830dff9ca9062f224a8',1,1,100000000,9800000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f1',1793413500000,1793413500000,1793504400600,0,1,1009,9900000000,NULL,1200000,NULL,NULL,0,X'59c44cc9dc5ce30669d463d85558afb6',1,1,100000000,9900000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f2',1793413800000,1793413800000,1793504400600,0,1,1010,10000000000,NULL,1200000,NULL,NULL,0,X'8dd2fc3226ee5c19d58a91425264003c',1,1,100000000,10000000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f3',1793414100000,1793414100000,1793504400600,0,1,1011,10100000000,NULL,1200000,NULL,NULL,0,X'fd2253436fe22547280634348da05c80',1,1,100000000,10100000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f4',1793414400000,1793414400000,1793504400600,0,1,1012,10200000000,NULL,1200000,NULL,NULL,0,X'b4c954a538982e6756b5192433a51913',1,1,100000000,10200000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f5',1793414700000,1793414700000,1793504400600,0,1,1013,10300000000,NULL,1200000,NULL,NULL,0,X'0146ce964bbe55bba78b62f706f937e3',1,1,100000000,10300000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f6',1793415000000,1793415000000,1793504400600,0,1,1014,10400000000,NULL,1200000,NULL,NULL,0,X'3abc878717f098bc2ccce9b71a0e75ce',1,1,100000000,10400000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f7',1793415300000,1793415300000,1793504400600,0,1,1015,10500000000,NULL,1200000,NULL,NULL,0,X'426d71747ab52ad75aa8675b5f7e4348',1,1,100000000,10500000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f8',1793415600000,1793415600000,1793504400600,0,1,1016,10600000000,NULL,1200000,NULL,NULL,0,X'9cfebf021bc390b701017aa6f579cbe5',1,1,100000000,10600000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003f9',1793415900000,1793415900000,1793504400600,0,1,1017,10700000000,NULL,1200000,NULL,NULL,0,X'7dc0a0f29c6c468c646d8da59c1503c4',1,1,100000000,10700000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003fa',1793416200000,1793416200000,1793504400600,0,1,1018,10800000000,NULL,1200000,NULL,NULL,0,X'f67ab2a622b7fdad04393645b54c8570',1,1,100000000,10800000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003fb',1793416500000,1793416500000,1793504400600,0,1,1019,10900000000,NULL,1200000,NULL,NULL,0,X'08d294f1af5d2a4e5cc6828fcf322acb',1,1,100000000,10900000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003fc',1793416800000,1793416800000,1793504400600,0,1,1020,11000000000,NULL,1200000,NULL,NULL,0,X'98a9f26e25f1c41525828395a40a20cb',1,1,100000000,11000000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003fd',1793417100000,1793417100000,1793504400600,0,1,1021,11100000000,NULL,1200000,NULL,NULL,0,X'8acc8d817feb0b01fa75b66107e88f41',1,1,100000000,11100000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003fe',1793417400000,1793417400000,1793504400600,0,1,1022,11200000000,NULL,1200000,NULL,NULL,0,X'a8c2e8384ce0f1329ab08f23debddb2f',1,1,100000000,11200000000);
INSERT INTO meter_reading VALUES(18,X'01000000000000000100000000000003ff',1793417700000,1793417700000,1793504400600,0,1,1023,11300000000,NULL,1200000,NULL,NULL,0,X'0eba19c3ddd7ba022beb7a90a36b239b',1,1,100000000,11300000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000400',1793331780000,1793331780000,1793680980743,0,1,1024,11400000000,NULL,1200000,NULL,NULL,0,X'8ebdf220fbed6e8c3b7d271b28eedf36',1,3,0,11400000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000401',1793332080000,1793332080000,1793680980743,0,1,1025,11500000000,NULL,1200000,NULL,NULL,0,X'e3c1b1335f43f7aff70d5607c67ea69a',1,1,100000000,11500000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000402',1793332380000,1793332380000,1793680980743,0,1,1026,11600000000,NULL,1200000,NULL,NULL,0,X'bc924ebf9faff3baa4aaad728a3c2e1c',1,1,100000000,11600000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000403',1793332680000,1793332680000,1793680980743,0,1,1027,11700000000,NULL,1200000,NULL,NULL,0,X'd4b6a34094addcc6dee12f9f066c14ee',1,1,100000000,11700000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000404',1793332980000,1793332980000,1793680980743,0,1,1028,11800000000,NULL,1200000,NULL,NULL,0,X'8c61f927d99b8712367f6e923ea54ad5',1,1,100000000,11800000000);
INSERT INTO meter_reading VALUES(18,X'0100000000000000010000000000000405',1793333280000,1793333280000,1793680980743,0,1,1029,11900000000,NULL,1200000,NULL,NULL,0,X'da5d8ad093c0f39de2cd016ccd05187c',1,1,100000000,11900000000);
CREATE TABLE polling (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	slot_at		INTEGER NOT NULL
) STRICT;
INSERT INTO polling VALUES(1,1796119200000);
CREATE TABLE meter_refused (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	device		TEXT NOT NULL,
	rule		TEXT NOT NULL,
	why		TEXT NOT NULL,
	size_bytes	INTEGER NOT NULL,
	text		TEXT
) STRICT;
INSERT INTO meter_refused VALUES(1,1792984908427,'lab-1','bad_energy','energy_wh_total has no value that it can have',152,'{"esp32_name": "lab-1", "classroom": "Lab 1", "timestamp": "2026-10-26T03:01:48Z", "energy_wh_total": -5, "power_w": 1200, "boot": 1, "sequence_no": 20}');
INSERT INTO meter_refused VALUES(2,1792984908464,'lab-1','conflict','another reading has this identity',150,'{"esp32_name": "lab-1", "classroom": "Lab 1", "timestamp": "2026-10-26T01:36:48Z", "energy_wh_total": 7, "power_w": 1200, "boot": 1, "sequence_no": 3}');
INSERT INTO meter_refused VALUES(3,1792984908483,'','not_json','not the JSON that was asked for',6,'"text"');
CREATE TABLE entry (
	id		INTEGER PRIMARY KEY,
	meter		INTEGER NOT NULL,
	slot_at		INTEGER NOT NULL,
	energy_uwh	INTEGER NOT NULL,
	kind		TEXT NOT NULL,
	quality		TEXT NOT NULL,
	rule		TEXT NOT NULL,
	corrects	INTEGER,
	booked_at	INTEGER NOT NULL,
	first_at	INTEGER,
	last_at		INTEGER,
	samples		INTEGER NOT NULL,
	evidence	BLOB,
	actor		TEXT,
	reason		TEXT,
	hash		BLOB NOT NULL
) STRICT;
INSERT INTO entry VALUES(1,1,1792962900000,814703683,'base','A','plain',NULL,1792984829048,1792963236029,1792963836029,3,NULL,NULL,NULL,X'60053f5e72a8777de529f909d88661f87278f7320305143eb0c2eee81232a6ae');
INSERT INTO entry VALUES(2,1,1792963800000,1148992460,'base','A','plain',NULL,1792984829048,1792963536029,1792964736029,5,NULL,NULL,NULL,X'00d75b31b66145f3ff244ea65538bc8b078bcc61ac9ee2c6fd3c75361b5736c6');
INSERT INTO entry VALUES(3,1,1792964700000,821091629,'base','A','plain',NULL,1792984829048,1792964436029,1792965636029,5,NULL,NULL,NULL,X'1cb90520393b293fa4e5ad1ccfe4ed5fedec5e6250053ebf8b0b409cce2c9c70');
INSERT INTO entry VALUES(4,1,1792965600000,928447218,'base','A','plain',NULL,1792984829048,1792965336029,1792966536029,5,NULL,NULL,NULL,X'2657c4d1310e49624ee257517621bffdd4804aad1bfe2da8564c961bdd14e820');
INSERT INTO entry VALUES(5,1,1792966500000,1258622164,'base','A','plain',NULL,1792984829048,1792966236029,1792967436029,5,NULL,NULL,NULL,X'4e634c3740844c4e3b8fb9e6a47327f0eb250a2e501f429d0d0e91d140efc8bd');
INSERT INTO entry VALUES(6,1,1792967400000,1150996243,'base','A','plain',NULL,1792984829048,1792967136029,1792968336029,5,NULL,NULL,NULL,X'335cd7d4da2ee614f2a33595fe5aeed4d6aac0455b20c4424a450c837bfd6589');
INSERT INTO entry VALUES(7,1,1792968300000,823226089,'base','A','plain',NULL,1792984829048,1792968036029,1792969236029,5,NULL,NULL,NULL,X'588346e88be3e1137317eed3aa8b6d28ea308c46b90601fef3045bc7b936edc6');
INSERT INTO entry VALUES(8,1,1792969200000,930641672,'base','A','plain',NULL,1792984829048,1792968936029,1792970136029,5,NULL,NULL,NULL,X'd37b2feff06edc72241140e837759167d18275fdf956024e399050e2a3e2a158');
INSERT INTO entry VALUES(9,1,1792970100000,1257842137,'base','A','plain',NULL,1792984829048,1792969836029,1792971036029,5,NULL,NULL,NULL,X'66ce3676314b55e3f91872d11a63132df99f3e97b89569ae8a53cd5a74130970');
INSERT INTO entry VALUES(10,1,1792971000000,1151988475,'base','A','plain',NULL,1792984829048,1792970736029,1792971936029,5,NULL,NULL,NULL,X'75f1df262709d868e4316ce8357285b9af5f345bc2bc4c51cb5eba46fedd3989');
INSERT INTO entry VALUES(11,1,1792971900000,821303894,'base','A','plain',NULL,1792984829048,1792971636029,1792972836029,5,NULL,NULL,NULL,X'aa4bb195c278a466d33a32f9ad39cfc89a6d4984e43eede089066811fe5cba77');
INSERT INTO entry VALUES(12,1,1792972800000,925557460,'base','A','plain',NULL,1792984829048,1792972536029,1792973736029,5,NULL,NULL,NULL,X'4de27ff37f1b8f2f67005c996611dea2babb20c6cf63468bfac5ab01c816c8b3');
INSERT INTO entry VALUES(13,1,1792973700000,1245309895,'base','A','plain',NULL,1792984829048,1792973436029,1792974636029,5,NULL,NULL,NULL,X'd16af89ea5cbb138a83bac442d5396134b63f87f8aeac182b3e1bdbe14f38bb1');
INSERT INTO entry VALUES(14,1,1792974600000,1151360246,'base','A','plain',NULL,1792984829048,1792974336029,1792975536029,5,NULL,NULL,NULL,X'23dbcfc37738ed1c665a65cef1446774a2b2349af5c164e6b0e0a163621f0ce4');
INSERT INTO entry VALUES(15,1,1792975500000,826311499,'base','A','plain',NULL,1792984829048,1792975236029,1792976436029,5,NULL,NULL,NULL,X'61f20e373a8bad719e7f7d78fcce074caa1739395cc32c251a393220237e78be');
INSERT INTO entry VALUES(16,1,1792976400000,931266333,'base','A','plain',NULL,1792984829048,1792976136029,1792977336029,5,NULL,NULL,NULL,X'3840e145e1254d46bff1edd84397cdd58fc950393a87a40aebaea970aecbec57');
INSERT INTO entry VALUES(17,1,1792977300000,1251095154,'base','A','plain',NULL,1792984829048,1792977036029,1792978236029,5,NULL,NULL,NULL,X'549b9845263a10c88dd41fff5b715b8948909345a02894a5e784e266d96f9664');
INSERT INTO entry VALUES(18,1,1792978200000,1151850489,'base','A','plain',NULL,1792984829048,1792977936029,1792979136029,5,NULL,NULL,NULL,X'3abd55ec147e01ef3247e623b4d2faa9e4ed75f6a616f66b67aa0ceb3e65990b');
INSERT INTO entry VALUES(19,1,1792979100000,813620002,'base','A','plain',NULL,1792984829048,1792978836029,1792980036029,5,NULL,NULL,NULL,X'22347279601ed08334673fcf2053a745b84fbb82c3cb08525573c9a116d1dc5f');
INSERT INTO entry VALUES(20,1,1792980000000,931750713,'base','A','plain',NULL,1792984829048,1792979736029,1792980936029,5,NULL,NULL,NULL,X'1f497d52ba8018a8895571d57c4fe14297ab0edd94c0bbda032380084e29a617');
INSERT INTO entry VALUES(21,1,1792980900000,1263988683,'base','A','plain',NULL,1792984829048,1792980636029,1792981836029,5,NULL,NULL,NULL,X'4ce2140000db635f6dabbc912e09cac3afdc8cf9eb47c1fe1ec249039f99e77a');
INSERT INTO entry VALUES(22,1,1792981800000,1150529820,'base','A','plain',NULL,1792984829048,1792981536029,1792982736029,5,NULL,NULL,NULL,X'77e215c296c94ef80c8a4585eb03ab6c21ce2308dbb12c07d464d8779b6acb67');
INSERT INTO entry VALUES(23,1,1792982700000,818199304,'base','A','plain',NULL,1792984829048,1792982436029,1792983636029,5,NULL,NULL,NULL,X'5183c23623aa4d8a62e157be2143b4a9584ad1ae4c20067f40115987ceb44d0d');
INSERT INTO entry VALUES(24,1,1792983600000,925425310,'base','A','plain',NULL,1792984829048,1792983336029,1792984536029,5,NULL,NULL,NULL,X'4ce96411b32080f3aa3a4356ebd39c7e69488a69210de8999f51b1127dab12e4');
INSERT INTO entry VALUES(25,2,1792962900000,117278454,'base','A','plain',NULL,1792984829048,1792963251664,1792963851664,3,NULL,NULL,NULL,X'bd2e9e6a2c17c5581fe822c00388d431a33b66fba2075cc0df43274e38ef818d');
INSERT INTO entry VALUES(26,2,1792963800000,187852534,'base','A','plain',NULL,1792984829048,1792963551664,1792964751664,5,NULL,NULL,NULL,X'23969861efd7d032eb9fb2d60ddd4f159f01a386a9d3118c15814a9511130464');
INSERT INTO entry VALUES(27,2,1792964700000,135412200,'base','A','plain',NULL,1792984829048,1792964451664,1792965651664,5,NULL,NULL,NULL,X'7ec7301d0e532887daf6679d20eb3400262e94111cfba239c28a3ae1444d6cb6');
INSERT INTO entry VALUES(28,2,1792965600000,129012042,'base','A','plain',NULL,1792984829048,1792965351664,1792966551664,5,NULL,NULL,NULL,X'dd6911b8ea37eeba0393e7df11909dbd751228157435916a177a3824f2b096c1');
INSERT INTO entry VALUES(29,2,1792966500000,182462398,'base','A','plain',NULL,1792984829048,1792966251664,1792967451664,5,NULL,NULL,NULL,X'990be40986e1285ae29ad5f8f1ad8b3ac59bdfb093ffa1b6035e7ff9530b3e6d');
INSERT INTO entry VALUES(30,2,1792967400000,187896286,'base','A','plain',NULL,1792984829048,1792967151664,1792968351664,5,NULL,NULL,NULL,X'775af01c191639c9a20fdf5e1cd479abcc0c46358215d5528bdb3b07ad73a1c1');
INSERT INTO entry VALUES(31,2,1792968300000,134633802,'base','A','plain',NULL,1792984829048,1792968051664,1792969251664,5,NULL,NULL,NULL,X'beae17d69cb0bf60ed835e3e8cea3cce5deb8703fe0c01e25a1a2bb7d3110899');
INSERT INTO entry VALUES(32,2,1792969200000,127641718,'base','A','plain',NULL,1792984829048,1792968951664,1792970151664,5,NULL,NULL,NULL,X'1a367f293459ef46c6b1c9c5ab0e7eec692e62803746abac7e01250a4f857891');
INSERT INTO entry VALUES(33,2,1792970100000,182895560,'base','A','plain',NULL,1792984829048,1792969851664,1792971051664,5,NULL,NULL,NULL,X'3b47a9c6d58d397c6e7df3c35fb30b3aa03bea55f25c0a37de35e439461eba4f');
INSERT INTO entry VALUES(34,2,1792971000000,187962332,'base','A','plain',NULL,1792984829048,1792970751664,1792971951664,5,NULL,NULL,NULL,X'5f24dc86bbc9708b098345951b8d9518c98960e394179ed4ce882e64e6f55359');
INSERT INTO entry VALUES(35,2,1792971900000,136621600,'base','A','plain',NULL,1792984829048,1792971651664,1792972851664,5,NULL,NULL,NULL,X'368d931880a279937cfe0a00d0fca6b374b335cea429b93e70ec651b2bb54a93');
INSERT INTO entry VALUES(36,2,1792972800000,129090960,'base','A','plain',NULL,1792984829048,1792972551664,1792973751664,5,NULL,NULL,NULL,X'0fb57f95dcc5355e26d578982154b88ba34cd100f943d02603c6b4ed2cd5eb66');
INSERT INTO entry VALUES(37,2,1792973700000,179691969,'base','A','plain',NULL,1792984829048,1792973451664,1792974651664,5,NULL,NULL,NULL,X'b46f35383b8befa920d86766f3d1aa3c51d87c8a15eb65382b0cd2ddc23f23f2');
INSERT INTO entry VALUES(38,2,1792974600000,187870787,'base','A','plain',NULL,1792984829048,1792974351664,1792975551664,5,NULL,NULL,NULL,X'ff30921748b76217037385a21fcd8e3e7b619631bb5ce123bdd8c33897afedc1');
INSERT INTO entry VALUES(39,2,1792975500000,136457142,'base','A','plain',NULL,1792984829048,1792975251664,1792976451664,5,NULL,NULL,NULL,X'5054c1eb5eeb7b652752cec2fcd3f3ffa0bd13231cc3f5624356785323c2db01');
INSERT INTO entry VALUES(40,2,1792976400000,128927089,'base','A','plain',NULL,1792984829048,1792976151664,1792977351664,5,NULL,NULL,NULL,X'5fc28e06a4ab8dd15024d6341ba3d4a8af848c5e94386fd38a59f65aac3f104f');
INSERT INTO entry VALUES(41,2,1792977300000,181144477,'base','A','plain',NULL,1792984829048,1792977051664,1792978251664,5,NULL,NULL,NULL,X'8f8719808b7330a989203aca6cb3c294af9c424687813d2f015b4c1d79aeab6b');
INSERT INTO entry VALUES(42,2,1792978200000,189152724,'base','A','plain',NULL,1792984829048,1792977951664,1792979151664,5,NULL,NULL,NULL,X'83ae78f4421450407ef93d6740e7b4c73a50476109bae4eb68c1f12d76ea2516');
INSERT INTO entry VALUES(43,2,1792979100000,135112594,'base','A','plain',NULL,1792984829048,1792978851664,1792980051664,5,NULL,NULL,NULL,X'fb93a7062fdeb1b6994ff64ed6d4540ea82b71a588433887dc900153e7a97912');
INSERT INTO entry VALUES(44,2,1792980000000,130424004,'base','A','plain',NULL,1792984829048,1792979751664,1792980951664,5,NULL,NULL,NULL,X'583753136e4ea19f416b862f3e6343050f380957026da8ed1334b6997bcb992d');
INSERT INTO entry VALUES(45,2,1792980900000,181413274,'base','A','plain',NULL,1792984829048,1792980651664,1792981851664,5,NULL,NULL,NULL,X'642035db3bcb23f47bc0e50d9e588a27b6c8bdd2cadfd73f47610b67facc4565');
INSERT INTO entry VALUES(46,2,1792981800000,187361983,'base','A','plain',NULL,1792984829048,1792981551664,1792982751664,5,NULL,NULL,NULL,X'3767ebbb294197f98e93249b4d79229ccaa01c5b7044f29235d92cd8f54ccc65');
INSERT INTO entry VALUES(47,2,1792982700000,134745580,'base','A','plain',NULL,1792984829048,1792982451664,1792983651664,5,NULL,NULL,NULL,X'6f1d5a8b3724e329519eada533fb6b368bd421f8e16f2582cbfad06b3c707e1b');
INSERT INTO entry VALUES(48,2,1792983600000,129529992,'base','A','plain',NULL,1792984829048,1792983351664,1792984551664,5,NULL,NULL,NULL,X'8b19d7f6efed964452a8cba557e413e284f3aee639d8c8ff355edbea4f3a0fd6');
INSERT INTO entry VALUES(49,3,1792977300000,164000000,'base','A','plain',NULL,1792984909200,1792977708000,1792978308000,3,NULL,NULL,NULL,X'ea7664e1be8554132a992e85c798bd8bb5accc0a02c248d73a001ffe4b6898d4');
INSERT INTO entry VALUES(50,3,1792978200000,300000000,'base','A','plain',NULL,1792984909200,1792978008000,1792979208000,5,NULL,NULL,NULL,X'a0a6a6d7e4c0288cd138d51e04f533e1679d801c4ed361d13651406fd61a6544');
INSERT INTO entry VALUES(51,3,1792979100000,300000000,'base','A','plain',NULL,1792984909200,1792978908000,1792980108000,5,NULL,NULL,NULL,X'dc857efc5b6975ab6b6898c0de715b2ba369116c2d33758049c1a8d4cfae69c6');
INSERT INTO entry VALUES(52,3,1792980000000,300000000,'base','A','plain',NULL,1792984909200,1792979808000,1792981008000,5,NULL,NULL,NULL,X'b1aeedda51637a432c1df3c1066d81bbd963bdf7edf4a1cbc208d6cf62ea9c04');
INSERT INTO entry VALUES(53,3,1792980900000,300000000,'base','A','plain',NULL,1792984909200,1792980708000,1792981908000,5,NULL,NULL,NULL,X'777fe52303626475f5996269190a1f70807c113304ba470ced6274d872999844');
INSERT INTO entry VALUES(54,3,1792981800000,300000000,'base','A','plain',NULL,1792984909200,1792981608000,1792982808000,5,NULL,NULL,NULL,X'9f57759e16fdb9d0ad9e439cf2e57876df02c1221c211cf57959e1623848ff46');
INSERT INTO entry VALUES(55,3,1792982700000,236000000,'base','A','plain',NULL,1792984909200,1792982508000,1792983408000,4,NULL,NULL,NULL,X'8ab7704e72065c99bfc93a0220698f3b1794299b5a9e8a38a32cd1e8ff4bb67f');
INSERT INTO entry VALUES(56,1,1792984500000,526093428,'base','A','plain',NULL,1792988605356,1792984236029,1792984896029,5,NULL,NULL,NULL,X'014ce0e7cff115ccbbf7c3573812cd721759ed107242d5d6594909b70ac76e74');
INSERT INTO entry VALUES(57,2,1792984500000,76469499,'base','A','plain',NULL,1792988605356,1792984251664,1792984911664,5,NULL,NULL,NULL,X'e5a208cea13a5c7edb13ce9f02b3b93debd55d8ef042e32e9f04395673f186d7');
INSERT INTO entry VALUES(58,3,1792982700000,13052345,'correction','E','gap',55,1792988605356,1792982508000,1792984879000,5,NULL,NULL,NULL,X'5704ad4d690a891137c606c57ca568ba79b7fa59f007d60cb515d052b2eb973f');
INSERT INTO entry VALUES(59,3,1792983600000,61182869,'base','E','gap',NULL,1792988605356,1792983408000,1792984879000,2,NULL,NULL,NULL,X'8b0b386a9742fd1fa7f811a050ac8b5373d7ebfc824142573143736b4cc18c1d');
INSERT INTO entry VALUES(60,3,1792984500000,25764786,'base','E','gap',NULL,1792988605356,1792983408000,1792984879000,2,NULL,NULL,NULL,X'f07f1b8994654d86621e9fa64609b77c88ca1c8a47e7e73aa6277c504e46cca9');
INSERT INTO entry VALUES(61,5,1792984500000,977554167,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'3fcef67c9b3a3613d866f2b2d8aef40e17c80c7ec8d2977436dcb6534ae146c2',NULL,NULL,X'65e513439bfba013eedfa80d84e9923537d2dd17d09ba3b73812f8c711070257');
INSERT INTO entry VALUES(62,6,1792984500000,594564583,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'9db136284bde1c52d6530c3b6c8bc94a4a0a1125037ac93534c3aa7581448589',NULL,NULL,X'1f5743624984360817da44d53f9a17010c03f2abd35a3fe2870e242c1f01ac8b');
INSERT INTO entry VALUES(63,7,1792984500000,483912500,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'dd1ac008f4dae0bfed0b273daa8228808416273657c1ca0ccd87c047d7bcc505',NULL,NULL,X'a2255cfde46fcaec71bf3668b54c9ea5e9f6a111d80bd5956da20ff876b32037');
INSERT INTO entry VALUES(64,8,1792984500000,493641667,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'8587dd14a800c23f06e16d158296fd698771389a5b5cd844b15b0653dc6b27fe',NULL,NULL,X'3ecdb6f6aac87bd9c792cab5c8e79731729a1fa097140efb0257ccd30ea10ebb');
INSERT INTO entry VALUES(65,9,1792984500000,274368750,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'b95b4c6d7e6c8bd0d0f444fa73a3a8f81a739d4778cd3d73a2ed4d8c87a1b4e2',NULL,NULL,X'4333a78354eba7361a1d651cac1709c3f533df0c247f4b3f645582f6e8a1a46c');
INSERT INTO entry VALUES(66,10,1792984500000,320195833,'base','A','part',NULL,1792988605356,1792984826883,1792984976883,11,X'04f9ddc44912a7b64d0bb9977b38621d53562fd5d22f3ba9342559b62408ebaa',NULL,NULL,X'37c6e447782060449371794710d6235dc08fee13345904ce79179a752bdde492');
INSERT INTO entry VALUES(67,11,1792984500000,80497919,'base','A','part',NULL,1792988605356,1792984842028,1792984992066,11,X'a2d8084e164fe3f34acbeb74f65632fde71d941594365a20919c76cc74be1dee',NULL,NULL,X'38db1d4543a4662471bf028751dca0c1163492e7c36ef5a52b6dc3b79366b88c');
INSERT INTO entry VALUES(68,12,1792984500000,117653452,'base','A','part',NULL,1792988605356,1792984842028,1792984992066,11,X'1c53f52e060771909890e137a12ddba4d3ccbeaa977855a9d5305f208e0d62a0',NULL,NULL,X'5501361fcc9f33892064a4b3b4660b75b72e61eef69140fa45086eb9f00ccdb0');
INSERT INTO entry VALUES(69,13,1792984500000,61111341,'base','A','part',NULL,1792988605356,1792984842028,1792984992066,11,X'fdb29cd25cb6ce40cae9a75efaf977a56314f621d5375d1e3a68d731159aaecb',NULL,NULL,X'd5393d7dd2659751e3c57ae8cba4417c42a4e868a12e89e0249b49e2b82eb886');
INSERT INTO entry VALUES(70,14,1792984500000,72379108,'base','A','part',NULL,1792988605356,1792984842028,1792984992066,11,X'85f7b14175b0e919a32459da0396fee1ea0b27f323a4381eefd1d6fa7787369f',NULL,NULL,X'78bcee90c9b0fe91e4c3cc7904f3977b3da4fb686224145460f7036cb1ffec70');
INSERT INTO entry VALUES(71,15,1792984500000,60924458,'base','A','part',NULL,1792988605356,1792984842028,1792984932046,7,X'482cd6f9073aa5f373e251a84a48323edd7634bc8413b220cb5e0f50ed1187bd',NULL,NULL,X'b99b57e912ec7bc8c70a28e54dead28c6377ae99801691e3ec762650b64aeeae');
INSERT INTO entry VALUES(72,16,1792984500000,74110264,'base','A','part',NULL,1792988605356,1792984842028,1792984932046,7,X'b89608f1cbca00d3ad1319dc8662d5ed8dc7c486a5d0648698acee9d270e5105',NULL,NULL,X'598ab0d684db8f721fa46dae044f86c5aec5a0bca0cff1637ca23c4e19b9d94a');
INSERT INTO entry VALUES(73,17,1792984500000,14356719,'base','A','part',NULL,1792988605356,1792984947058,1792984992066,4,X'cc0bae4dde2cba9cc03c241835e2c2a92ac8081cad85ab5f9bec71a9c84c048e',NULL,NULL,X'f7f465188c10dbd7fdedc7a95173dbbd2fcec88c99882a08174ea5d66f69ae5c');
INSERT INTO entry VALUES(74,1,1792984500000,172150000,'correction','A','plain',56,1792988616405,1792984236029,1792985016029,6,NULL,NULL,NULL,X'e3ccc65e58d6ac05208fba3c8e5e1e4806d5f023cd44cd5469af5f4828c7887e');
INSERT INTO entry VALUES(75,2,1792984500000,24753000,'correction','A','plain',57,1792988632428,1792984251664,1792985031664,6,NULL,NULL,NULL,X'a092d387e55d3537e2fb713ceb9e855495b5e63f141cd4ccaf1599c0f811fff4');
INSERT INTO entry VALUES(76,11,1792988100000,22006367,'base','A','part',NULL,1792992280472,1792988607072,1792988667078,5,X'f5bdb88d03531e31b43c38d3c8afa65304b5bdd0e7e09dc5d3529d95d5a6c50b',NULL,NULL,X'407dbe824a5758d6218cbd2eb76cb62d7fe6253ce412019ddc10b130702f4adf');
INSERT INTO entry VALUES(77,12,1792988100000,38014218,'base','A','part',NULL,1792992280472,1792988607072,1792988667078,5,X'a0676e854dea5904ce112300be6b64ebad57917981320680b54f192f38195153',NULL,NULL,X'c4c20fb91754f4015f56b3aa169fef9ed99a092fc0a76ad25586ce5f4524a65c');
INSERT INTO entry VALUES(78,13,1792988100000,13731608,'base','A','part',NULL,1792992280472,1792988607072,1792988667078,5,X'defa0c7aa4f639f2c13244414539f96dd33b53c788ac8b4ae283c4482ee5d778',NULL,NULL,X'dc997e067229b407cf3ae5d5b9790e884197b353dc9a2bde73ca1444ef230aa5');
INSERT INTO entry VALUES(79,14,1792988100000,19345754,'base','A','part',NULL,1792992280472,1792988607072,1792988667078,5,X'1b68265f6c190c0b5c27aae6eff34ded1144150dca4d61243c96856bb4e93f90',NULL,NULL,X'7bb1eef28ca339fff7cb1f70cdca7e5c1126420a1d16d6155fb2c7b39c8f5d37');
INSERT INTO entry VALUES(80,17,1792988100000,19085239,'base','A','part',NULL,1792992280472,1792988607072,1792988667078,5,X'd3203f5a090faa86a6d7c33f80ee5c5c894c7f0a4967cf5e96042082dac44861',NULL,NULL,X'17dc840f4bca700690792fc13293adac07096ce40d0f3852e9b45b98fe3343dc');
INSERT INTO entry VALUES(81,1,1792984500000,175261000,'correction','A','plain',74,1792992336561,1792984236029,1792985136029,7,NULL,NULL,NULL,X'82df9282e2a630d2c2f5b663d5a31e300d7895c3efd4d887de1a28fef27a489f');
INSERT INTO entry VALUES(82,2,1792984500000,25442000,'correction','A','plain',75,1792992352584,1792984251664,1792985151664,7,NULL,NULL,NULL,X'5535f1b2f44c53da745c3778acc3cdcd12f4c7d98a866e19a5511f3fcc70f16c');
INSERT INTO entry VALUES(83,18,1793410200000,100000000,'base','A','plain',NULL,1793504400732,1793410800000,1793411100000,2,NULL,NULL,NULL,X'e70284f6c62924b7a9458637fdd2f64de80a755e624fede68b60fcd61975d039');
INSERT INTO entry VALUES(84,18,1793411100000,300000000,'base','A','plain',NULL,1793504400732,1793411100000,1793412000000,4,NULL,NULL,NULL,X'54457086774d2a293fbc91feefe550ca235bc2fa07e813f56e65c0c420d0000d');
INSERT INTO entry VALUES(85,18,1793412000000,300000000,'base','A','plain',NULL,1793504400732,1793412000000,1793412900000,4,NULL,NULL,NULL,X'9b11a27b3d8a3be82a4857269a582630e15605f96a22f620e2e6e48ec25be6a3');
INSERT INTO entry VALUES(86,18,1793412900000,300000000,'base','A','plain',NULL,1793504400732,1793412900000,1793413800000,4,NULL,NULL,NULL,X'c6e6ac37956844758a45a97749fa548ce4ea0c7e523c487177a0622624ae55d9');
INSERT INTO entry VALUES(87,18,1793413800000,300000000,'base','A','plain',NULL,1793504400732,1793413800000,1793414700000,4,NULL,NULL,NULL,X'2127a8e28cebd3cf6c9cc26ba5dff6d6c4ad9be40e8f2dcccdf26ef02a5d2bea');
INSERT INTO entry VALUES(88,18,1793414700000,300000000,'base','A','plain',NULL,1793504400732,1793414700000,1793415600000,4,NULL,NULL,NULL,X'77f05e64f5633d87f805d922ccbe63025dc2690387fbff6869f9605036b09d0b');
INSERT INTO entry VALUES(89,18,1793415600000,300000000,'base','A','plain',NULL,1793504400732,1793415600000,1793416500000,4,NULL,NULL,NULL,X'c0499ae1133f056be4c9ee3deb17e15ec3fb814fa070eb6d497d34a23242f95a');
INSERT INTO entry VALUES(90,18,1793416500000,300000000,'base','A','plain',NULL,1793504400732,1793416500000,1793417400000,4,NULL,NULL,NULL,X'713ec60b6c6e84056d0b2f4fb56ee53cc2c19b5b0dd1539e0bac6d44a5e3f5dd');
INSERT INTO entry VALUES(91,18,1793417400000,100000000,'base','A','plain',NULL,1793504400732,1793417400000,1793417700000,2,NULL,NULL,NULL,X'579ec039b8fcdada266e6e68d5db06ece90e8fb0f134bf028cfdb3c9356b6213');
INSERT INTO entry VALUES(92,11,1792991700000,61961287,'base','A','part',NULL,1793504400732,1792992282078,1792992432105,11,X'63620c0773b51aeb1b39d80f97d146a9527215d5d30df93b2ecd9847341a5b80',NULL,NULL,X'b99e13b15aeb1be7176342402825d3e97e6c92ad32c8efbf5a7cb2b8748ef8c1');
INSERT INTO entry VALUES(93,12,1792991700000,95317180,'base','A','part',NULL,1793504400732,1792992282078,1792992432105,11,X'8fddae2bf3a20b812a84bccc58324eee2b2cbad48e21c7c3eb1a9a560527d1a6',NULL,NULL,X'8c8ae91b123ad8319d0f7e8f9f2f01858a6b20619a5bac3da005fb307afb1239');
INSERT INTO entry VALUES(94,13,1792991700000,94925543,'base','A','part',NULL,1793504400732,1792992282078,1792992432105,11,X'654c333765053ce2d2436cdb52f8fbaf6b95364b90fbb776148531e8f5f2e7e7',NULL,NULL,X'81c792b5414322e4581199f94db175da5d96a2d76d6790a8cf47ab5b660c02bc');
INSERT INTO entry VALUES(95,14,1792991700000,55582926,'base','A','part',NULL,1793504400732,1792992282078,1792992432105,11,X'64e9efda2bbf5d15eec2a2a46d475e934acaba5a585b4924007ef499caac4f34',NULL,NULL,X'35ca8aabeb2b480093c11a3fbece9e4c6082eaa11475ff074d6aedcdde2ffd6c');
INSERT INTO entry VALUES(96,15,1792991700000,15139919,'base','A','part',NULL,1793504400732,1792992387104,1792992432105,4,X'5cf60a2e2d4a93a78bc615381a4c81122660884a5e2e71ed4451b9e710f89e78',NULL,NULL,X'da4b848fb78b1dc747f1abd02a5c957644b44d55b713a1bc4fa5afcd72a37098');
INSERT INTO entry VALUES(97,17,1792991700000,47764870,'base','A','part',NULL,1793504400732,1792992282078,1792992432105,11,X'f66927244015427f8d23fe7c645bfefa99f5295feee7659bc09691d7e4c35b4e',NULL,NULL,X'000743de824f866fef3a0e684e9bbfef83036c865c3ae66153ef92fac09285e1');
INSERT INTO entry VALUES(98,1,1792984500000,177418000,'correction','A','plain',81,1793504411792,1792984236029,1792985256029,8,NULL,NULL,NULL,X'fbcdb253730e8658f6204b503e96f644904f5ebb5245a184684c0806b242c201');
INSERT INTO entry VALUES(99,2,1792984500000,26430000,'correction','A','plain',82,1793504426824,1792984251664,1792985271664,8,NULL,NULL,NULL,X'1998841f55caadb316075a6863644cecf0f6b28f8b28dfe9325dd5e46f3b38f7');
INSERT INTO entry VALUES(100,11,1793503800000,31582973,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'2f58eaaa013f56e8b56a57887f2ef5ccb818490a65fbafa67f75f726c77a4090',NULL,NULL,X'deef7d0f437afffe868c06c09716421bc6ff6be20b5bb7888b479c56816e8de7');
INSERT INTO entry VALUES(101,12,1793503800000,47371352,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'451da7320f8a3c8c27632758e826e3e43047df44d007586662217deb720ee32f',NULL,NULL,X'5b31aec25393ae041b00ffccc91e9c1e287a3be2ac6d79cd812f7aab200b6259');
INSERT INTO entry VALUES(102,13,1793503800000,46708601,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'2d00fb39ec28e7bc3b0e989fe3f2dbd19203c4e3ecc6e2be31921905fb594de9',NULL,NULL,X'b6e1fbfd69c0b1221b116f51b6b4a131b21cbc984b08093ace0c0a7f13978aa6');
INSERT INTO entry VALUES(103,14,1793503800000,27826021,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'559cfc1fbed824e3207bb90bb151283715e3928366f16e2f1541407f21d836a8',NULL,NULL,X'848cf8bc058dbf8c6c39a83df3d4e07895620d7ea7fcfaa77c8d7433c74b7919');
INSERT INTO entry VALUES(104,15,1793503800000,25263048,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'd2c07a9a91c38c8542e0fabcd3360811575acf7578f947e6a677fdab62896c59',NULL,NULL,X'a45e020c2c4265b19ab9fe96e392186c9a51010c9ca826fcd4e6f68910e48bfa');
INSERT INTO entry VALUES(105,17,1793503800000,23973227,'base','A','part',NULL,1793680891084,1793504402122,1793504477136,6,X'8e8755a5597368f48c3dbc1b250595721c835e604a5a1d49d639d82cd85ea8c6',NULL,NULL,X'6cc4057f016f1a2f7b34f32c1cf484faaf9a9cc56be6b3f399cb60304449d8f7');
INSERT INTO entry VALUES(106,1,1792984500000,175615000,'correction','A','plain',98,1793680931263,1792984236029,1792985376029,9,NULL,NULL,NULL,X'bfbfe3c051ce7dccd61a60312f51d5339e1c51121ef3d771909c81715752712b');
INSERT INTO entry VALUES(107,2,1792984500000,26465000,'correction','A','plain',99,1793680947373,1792984251664,1792985391664,9,NULL,NULL,NULL,X'd1100cf9f2cc66ae2a3d74f5521166caa366cf4801944c2dfe9c3bd7dc0e0d44');
INSERT INTO entry VALUES(108,18,1793331000000,40000000,'base','A','plain',NULL,1793680981639,1793331780000,1793332080000,2,NULL,NULL,NULL,X'd92857357d9749d46a8eca7fffa1cb44040ddf2f6fc23f373d431aa4871d6bb6');
INSERT INTO entry VALUES(109,18,1793331900000,300000000,'base','A','plain',NULL,1793680981639,1793331780000,1793332980000,5,NULL,NULL,NULL,X'917837cc7010688f2cab1d108e9a1d1fde7deb6964b62c95d71e5e42b1b9eb2c');
INSERT INTO entry VALUES(110,18,1793332800000,160000000,'base','E','rebase',NULL,1793680981639,1793332680000,1793410800000,4,NULL,NULL,NULL,X'2679440ff17196a2ccc7193e701f095a9a2f56ba934c857495fc8ffb2375586a');
INSERT INTO entry VALUES(111,18,1793333700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'6f8362634bd95ed5d63c16ffcf65d1a8a0c7b837381b1d846a2eca1218b55084');
INSERT INTO entry VALUES(112,18,1793334600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'5d60dca92a8cd46d46c2462a2fae5ed2caef7a973576c53bab614376c27d3957');
INSERT INTO entry VALUES(113,18,1793335500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7003c2953fc4f10246e4281b7236f7ce30639d7ebe92c6285d31268afa5f3df9');
INSERT INTO entry VALUES(114,18,1793336400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'ea63b866897862010fb80f5b681fb6309b5e62b6f15a62ad0f63e81fe5075102');
INSERT INTO entry VALUES(115,18,1793337300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'36dd5009ef64856b31f4990442432151ce33ebea4d11d4e69abe3f0d9c6b39e0');
INSERT INTO entry VALUES(116,18,1793338200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'2eeb70208a9c7e9dcbedc88c6dc3eacf786ee4e952972d678cd880d107be5f55');
INSERT INTO entry VALUES(117,18,1793339100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'cf15c511d16919a1dc2dcabe1eb8f002c1c2c2dde3346585a59c80653aa7ec20');
INSERT INTO entry VALUES(118,18,1793340000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'cb4ac0eb33fa535b17c1782713fb66d669ca9cd026fc095aa3b991a320300e6d');
INSERT INTO entry VALUES(119,18,1793340900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'11ef24de9bfd2d4ffd46af6c9a0f04483c90a02b767f11d32f0d8169f1bce127');
INSERT INTO entry VALUES(120,18,1793341800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'021d38a4189aa8bca2752cadf9cd70e12021977df942d1be10c00594e4bcf562');
INSERT INTO entry VALUES(121,18,1793342700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'12e3b11ca27661d485cb0c03bc53a81a2bafe8c53b2c64049e4b9f8b9a3ddc08');
INSERT INTO entry VALUES(122,18,1793343600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'20f0c7ce1e6416a31315455cea21b29c95301b4f59bd4fc29d23ed76053dfcb1');
INSERT INTO entry VALUES(123,18,1793344500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'1e2ba86f0a83a01385f413882446adfee94b5ea40f4c66984cf07eeaa9e329f7');
INSERT INTO entry VALUES(124,18,1793345400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'8387dc4df35e0fb94155346da2c2f9125f5880842ad8240ab694fd1e1d489ed4');
INSERT INTO entry VALUES(125,18,1793346300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'234ffbe12c343caaa9179378aee3816bcb52e42b84b8162be3c4dfeb49b19e6f');
INSERT INTO entry VALUES(126,18,1793347200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'2ba703ecd2af49f684f5b32884622aae19f6a254e16e6eae3a4bd4eda7b0eb7a');
INSERT INTO entry VALUES(127,18,1793348100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7145ab1b14c75df7a0a9f44540735e91f839d8ef4d5c0898f2b8d9488f6b6612');
INSERT INTO entry VALUES(128,18,1793349000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'47deca71cd693a046a1fb888c5b52f927cf7fb04b3a63dcdc7420ffa70696bc9');
INSERT INTO entry VALUES(129,18,1793349900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7246efe7e86dfc02999ae60dbb4f0e51d568f2ba475ef12d256ba31ec9bbf07b');
INSERT INTO entry VALUES(130,18,1793350800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'22806249d81ea24e2f2661036b1f46594a3510faa08d714ce5f9091981166903');
INSERT INTO entry VALUES(131,18,1793351700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'00127debce4990ce51912d95f569c7fd2cb784ff890650588dc15d4400bbb17d');
INSERT INTO entry VALUES(132,18,1793352600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'239d9b2aeff3cc2a0f3b4c590bf60094ea71c554071651aa05dff5ec4f194423');
INSERT INTO entry VALUES(133,18,1793353500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f08cabdcac5573053e302b02d554abaaa2467b0f2e7dffc7509519c65044c6ad');
INSERT INTO entry VALUES(134,18,1793354400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'de667168a78f082d01f66b3004caa968a43e2fd4693d27d032d857b2762e15c3');
INSERT INTO entry VALUES(135,18,1793355300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'15f26d27c4973196ba414b46658b973b76c1c04c3da60b1d3538b3a0b6e9a031');
INSERT INTO entry VALUES(136,18,1793356200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c3c8eda11613384854ebe2c6efbdcf3beb39b63ffee38a074374a64dbf3b8ab5');
INSERT INTO entry VALUES(137,18,1793357100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'b45d159c99f3573ecdf2c5bae234178d9c2a5a25b0a497f72ed9d74b383a2009');
INSERT INTO entry VALUES(138,18,1793358000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'8b4fc1a13ba6c05e93f710faae398681ed79e74241ae5b8cfa54f9803ef3c948');
INSERT INTO entry VALUES(139,18,1793358900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'403e02539f28266abe7e964ee18721304610c7d076f14ff9f843ca5ff36da86d');
INSERT INTO entry VALUES(140,18,1793359800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'44f5d70ad1dffe1a01455149f61c91bc3eee773b832ee23e850d929d3ef0c013');
INSERT INTO entry VALUES(141,18,1793360700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'6b208a3863d7fef580dd5bdff5f39b4e396cb34c8bda29b6380886595760f9e7');
INSERT INTO entry VALUES(142,18,1793361600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'0999d818fadd077ca9b0cb2680ed67c8916c88ee85e68900e704ce721529b67d');
INSERT INTO entry VALUES(143,18,1793362500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'eb0708219bc8407d87878edaba9f461e5664a24dd0bf52e30a656b1251339a2c');
INSERT INTO entry VALUES(144,18,1793363400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'09bd3312d0ebc64a2ec902662769f6bad24d77319f667347d6c5c1c3e88421db');
INSERT INTO entry VALUES(145,18,1793364300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f692811081756480d7d3da39f5faff6a3f39c10b2f014fbb3d27cc3cb9e0a45d');
INSERT INTO entry VALUES(146,18,1793365200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f66185929bf786ced81d200b7ff300245282e7f15f9f403999602bc006a37909');
INSERT INTO entry VALUES(147,18,1793366100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'259749f419500789af3ac11e007c309ce7891ba31e63a7d7653fd2ed1b29cdd1');
INSERT INTO entry VALUES(148,18,1793367000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'6d3715e83e1c33fbfadfd808c8fa4bf77333aacf7f8158756bdcd87a9b3d7e76');
INSERT INTO entry VALUES(149,18,1793367900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'dafc02bb098c99409f6fea64ff6caf99f37c01d2c429358f7a2ab35cb7192062');
INSERT INTO entry VALUES(150,18,1793368800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'29bfe2c9e9bef50a355533bd4384344f5889188c348a062efb002670a6fc1030');
INSERT INTO entry VALUES(151,18,1793369700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'b64e62aeda76400a421f55c61d22cd0de4b436cc07540ce26ecba1cecefd344d');
INSERT INTO entry VALUES(152,18,1793370600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'3576ed9964c37e0e9903bee15d9aabddb18cabe451a5b671ad7a736af94dfa8c');
INSERT INTO entry VALUES(153,18,1793371500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'aee69751a440aae6db5c5e986852cb31cb388131436a67282ac04256d1b8c813');
INSERT INTO entry VALUES(154,18,1793372400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'dfaf9dfee0b3a9eab819a5ffe94153f72e6d86be1479763ac140f564c3853b49');
INSERT INTO entry VALUES(155,18,1793373300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c17989c43e147ce2f2bcd07a3f16e891557be2d1cef7df6b3850e9e5e8072086');
INSERT INTO entry VALUES(156,18,1793374200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'96f644ca3703dee44edd7caad16feaf2830dc78ac405872be83b4ca42ff6f6bc');
INSERT INTO entry VALUES(157,18,1793375100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'02b5347da607f37b08b9d9b7278337d03b6277b82d02ad68069abf51c9aaa86c');
INSERT INTO entry VALUES(158,18,1793376000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f598caa431b5d331aa86b164c230a02f5843605c076d525b38230f4d6e4a2bb7');
INSERT INTO entry VALUES(159,18,1793376900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'a8efadf3412d94d3b14ba7edd3066613844a5d4ab2eb0b6af3666754e7dfbf97');
INSERT INTO entry VALUES(160,18,1793377800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'a14ee0c8c773376394d59d4caa505902b96e3acbda6f79302d60d0d07a54f254');
INSERT INTO entry VALUES(161,18,1793378700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'9cd3dad5d7acda7732a4ef0d4c5e5645fa999046aaa0abede716f05952435877');
INSERT INTO entry VALUES(162,18,1793379600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7b8d238355e56f7e3be030fcdd37b4391daf3a640ce005e74113bf00950b6760');
INSERT INTO entry VALUES(163,18,1793380500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f2e725eb9cb7aa0ffe0b449e90ae250fc23de17d08e4d5bde9f91be8e49123af');
INSERT INTO entry VALUES(164,18,1793381400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'f31e5a776d3d381d2d608206c70a643fcf53789cab3525077fb3ebbe9455467d');
INSERT INTO entry VALUES(165,18,1793382300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'cb88b66025a4730d5e1aa397771eebb4a9ad5839bde4aab3076d7b5017a2e386');
INSERT INTO entry VALUES(166,18,1793383200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'91b255bfb5822bca2b5af6c60f456fb80fccae1148432094614420ad80625eee');
INSERT INTO entry VALUES(167,18,1793384100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c25bbc3a2b3e7d2b243a0361c9087229622affb4eb709894061590f8981be1e6');
INSERT INTO entry VALUES(168,18,1793385000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'73649221236b1b5f0106a64cd91e98b281079d7013ed24f3eacc8d072ccecc5f');
INSERT INTO entry VALUES(169,18,1793385900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'1bf21bdc890dddf2ae6f7c7c09e1ea2b8b24642c752353244ae417b1ea0ba27d');
INSERT INTO entry VALUES(170,18,1793386800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'99747413c64a49f2bd47ea5b5267e37a419afc219c88214ed56314376ed64b0c');
INSERT INTO entry VALUES(171,18,1793387700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'012851b9689f24da5474be40255f3c0bccdc9e047c465bf16148b25cdca30ea0');
INSERT INTO entry VALUES(172,18,1793388600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'646ed97579906382f21f65b4b5540ede001953020590713271602917272a7ca0');
INSERT INTO entry VALUES(173,18,1793389500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'4c06848a4b95d581a5e794fab0a0524756df147272ee9274627d139677e6b8a2');
INSERT INTO entry VALUES(174,18,1793390400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'806fea7041006d948ea86049361353af219fb007c93aadf2cff7ebdacdbc01e8');
INSERT INTO entry VALUES(175,18,1793391300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'88e3bc773d9ae874326173a3a9b23d3095375ef4e1f38cbdb828c93f2577efe4');
INSERT INTO entry VALUES(176,18,1793392200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'5fe713e63b8035fc8fd9bc539aba9d5452df7319b23047f2dc187033c8fa71c5');
INSERT INTO entry VALUES(177,18,1793393100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'56dd17b244c9ee698feaeca8f7b17f7e736ec72efc3a8517745ec86af2851df0');
INSERT INTO entry VALUES(178,18,1793394000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'15f94a062f0e851bf59f9107ae848e05dbc4e94bf1db81db2514a4af6315b8e4');
INSERT INTO entry VALUES(179,18,1793394900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'b8f37ab9f7e207285ff65cea7751577285dddf6a45617e3fdf42fbeead32788d');
INSERT INTO entry VALUES(180,18,1793395800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c7814afe317c5fcc585c41aaec319478e09daefcba1c5389c117a70b8cd4cc07');
INSERT INTO entry VALUES(181,18,1793396700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'cb255a7245d5472b46470a95f51ac244dbe15afc697951caf9bc74462c74f033');
INSERT INTO entry VALUES(182,18,1793397600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7cac437f401cd20e7e15b25cc5c58a1e50a7d5360a385895235156e5362adf4f');
INSERT INTO entry VALUES(183,18,1793398500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'44b5f402dbe4f8df624239c9d7a45f80409d91e156c2c64b9df3f5c8694e8ce0');
INSERT INTO entry VALUES(184,18,1793399400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'932e7f19ea0cb45723e5684d65adfaee1f5920203a35e5e819bc88b284614d4f');
INSERT INTO entry VALUES(185,18,1793400300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'27aa517604a75b45ae928367c6d7c997983a4ebab0c2c72fb877cecdbf08bc6c');
INSERT INTO entry VALUES(186,18,1793401200000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'1237bb1782636d0c63bb9ce1c51de915571ccb1a5410577c6eca36e97b6e7aa5');
INSERT INTO entry VALUES(187,18,1793402100000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'7df3dc1463dcd2387def0ba0e5ca0f5aa126c4804784406ffb10e363981400de');
INSERT INTO entry VALUES(188,18,1793403000000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'8d37a721e7203e903880c2fba5c7e8f947ebc26dae05c7bd41f50e3baf56132e');
INSERT INTO entry VALUES(189,18,1793403900000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'618df9b6383658ad784c9ac47540be014f190514839a7dec72b3a44a20e976c7');
INSERT INTO entry VALUES(190,18,1793404800000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'9439bdcb5830f39b0f13f8c92a9dbbb1e54910b95d1bee3bf1deb9926f4a7bff');
INSERT INTO entry VALUES(191,18,1793405700000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'70514189da19b863138ebf17213f91ee74b5700764c150cc1137c8ffe5064fa9');
INSERT INTO entry VALUES(192,18,1793406600000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c49be618a410cb2bc7f8decfd3e6f17294f3683a77e0d486d99527c96123a4c3');
INSERT INTO entry VALUES(193,18,1793407500000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'ce9ecdaa28b77f767021c538734ff862249f232fef0a1878797f7d96a9157311');
INSERT INTO entry VALUES(194,18,1793408400000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'c3d942851575de300bf3832ab9cb3844253665559bf7110ce1e4e8c9710e979e');
INSERT INTO entry VALUES(195,18,1793409300000,0,'base','E','rebase',NULL,1793680981639,1793333280000,1793410800000,2,NULL,NULL,NULL,X'ad175ae344566964159ece5181667999e012f6645216d942dd82ea1881bfddb0');
INSERT INTO entry VALUES(196,18,1793410200000,0,'correction','E','rebase',83,1793680981639,1793333280000,1793411100000,3,NULL,NULL,NULL,X'ba8ab8638e2c7db050ba47c02cec3ee6964619c6dba1714a7a45219e1f830363');
INSERT INTO entry VALUES(197,3,1792984500000,40218279,'correction','E','gap',60,1793680981639,1792983408000,1793017200000,3,NULL,NULL,NULL,X'215d6223eaf7353b5b0d563bc01448bff481a8f59be74521ec98976960ee77ea');
INSERT INTO entry VALUES(198,3,1792985400000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'22210b78e795711e3f20f72719c100a05d519057c96d0282fdc2bb89a603e5e9');
INSERT INTO entry VALUES(199,3,1792986300000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'be1ca0ef16c0f972f1d827dd7af11123fc0d289fd0db26880256c2e10cc291e7');
INSERT INTO entry VALUES(200,3,1792987200000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'd75fc42677567f5286526524478978a9add101b23e4c38fd4a20012eb479cb0f');
INSERT INTO entry VALUES(201,3,1792988100000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'8886f375673d32926f11d2c2b89e74d212d8a28da6c1006bb1b96ab1db45aef5');
INSERT INTO entry VALUES(202,3,1792989000000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'f2f170751f34a3834fd9a12eed3f25b1a23a232899891c76f93e59f019c35860');
INSERT INTO entry VALUES(203,3,1792989900000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'9223b7f0ab6cf801c623c50c157a33fa331cec4dd8c20175042bb2298ac59691');
INSERT INTO entry VALUES(204,3,1792990800000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'1e457f6e284ac8a2ce729882816bbaa8c675db92d4072f800e408772af55d417');
INSERT INTO entry VALUES(205,3,1792991700000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'3ccac2852afd49f61e83477228291e8bcfd70ce40e5dac171493aca55530b16b');
INSERT INTO entry VALUES(206,3,1792992600000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'bc80d01aedc00807717f5749ae1f969347ed5bb0c8b6b6da715131ad47ab152c');
INSERT INTO entry VALUES(207,3,1792993500000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'531be51ad8455d5836c09c3ed1b39fcefe265c31746c7d480b13f8a66ce444ff');
INSERT INTO entry VALUES(208,3,1792994400000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'd86876491db7fe8815b0bb044a56cee098a6fdefc89a682ca63ee7779d7a6f9d');
INSERT INTO entry VALUES(209,3,1792995300000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'571f67f3c407082f1d4c225c03e7baaeb10fd7cfa1d82b429b2c24b69ccba139');
INSERT INTO entry VALUES(210,3,1792996200000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'485b922a1fad6958ed304da9760ff00d9221fe1e9aa2ec0cb3d694a5bbd50a08');
INSERT INTO entry VALUES(211,3,1792997100000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'e45e8e4419e29ee3017977ebdd91ec3b8aaf38a08e3fb30f5c7d184052047280');
INSERT INTO entry VALUES(212,3,1792998000000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'16746ac4d1a8fcf91a43e77673229e2f486985a222977c83deec66f42eb63cb9');
INSERT INTO entry VALUES(213,3,1792998900000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'fb7692dac190c74972ce315a4d2cac60f0962d1d81bdd5c0b3c7be059ff5ae3b');
INSERT INTO entry VALUES(214,3,1792999800000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'e88423dc0beb9a988a17c670ffe0b5a65c6b4bbca7f78d54a950b7d868152d25');
INSERT INTO entry VALUES(215,3,1793000700000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'7949daaadf92b66b9c724d6097fee5c7066a6d9cb4bb6391e7a9750609a90d5b');
INSERT INTO entry VALUES(216,3,1793001600000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'59654dfe94b3f86bbc0486557eec55c68874c493ebb070ecbc7a9713d4286c6a');
INSERT INTO entry VALUES(217,3,1793002500000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'56c7c720666e5b43b20eab9c8f89a5f1ff4d546aa1fc0d4411c60702e4630698');
INSERT INTO entry VALUES(218,3,1793003400000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'812e7c053f685a8e3c71b5dfb235dc40cf27cec16b743fdcb6916ea2e61518b2');
INSERT INTO entry VALUES(219,3,1793004300000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'8e12f4bce389a795b6bf2f0aa44596f2320a04c36b521280770ba72a42ec4119');
INSERT INTO entry VALUES(220,3,1793005200000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'0a026759a9c9de7cf2564b1838977e4a8bff5705378b8bb8be2bda4f0b70d1b4');
INSERT INTO entry VALUES(221,3,1793006100000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'8c744e10ccb08c952e8c8f7a8b98774b5697bbe0bf414fb0f781d3d18237b033');
INSERT INTO entry VALUES(222,3,1793007000000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'fe2122b376a234ec3a0700545e9b887306a981265085ad57ef2861e96b141975');
INSERT INTO entry VALUES(223,3,1793007900000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'd9ce793c3692bc5a3f001a5da7b6b7697974d99a32e9d1d708fdb4eb4e44483e');
INSERT INTO entry VALUES(224,3,1793008800000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'530b8d9a102213674580575663015e4e2a7220c942f763b8aaa8923065969f50');
INSERT INTO entry VALUES(225,3,1793009700000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'624925580df8a2322e8df869b0a98f38cf689a821faa9369a582f2abdd267716');
INSERT INTO entry VALUES(226,3,1793010600000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'5673d0d21717b85ef3b05711deb06b932bfc9f3308076481945b568d41468824');
INSERT INTO entry VALUES(227,3,1793011500000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'633878690ff66b1ff0facd73e0271e4abf58068de842dc2c5441b0bb3c9cfe2b');
INSERT INTO entry VALUES(228,3,1793012400000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'653d4d54690447986edfdb68888687cc7c9a3bea0ec490ec636a78a9e9c394a9');
INSERT INTO entry VALUES(229,3,1793013300000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'931923fa7ba085e7f59b05c2afdb11fa34bb1b3881f459395ad1e9740b88ab23');
INSERT INTO entry VALUES(230,3,1793014200000,69474955,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'9cae96e20f28f911b02d99b8a35cd9da3628c39f16d4f6fc8e5a70b20af35302');
INSERT INTO entry VALUES(231,3,1793015100000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'ae30043679b8599625c2dcde36b5127f5a9d5fb7cb340f96107f2000c75e170c');
INSERT INTO entry VALUES(232,3,1793016000000,69474954,'base','E','gap',NULL,1793680981639,1792984879000,1793017200000,2,NULL,NULL,NULL,X'c0250422c4a76b58d51c4008bea0c8cc6ea4ffa4d1838e7316ad7a389e6dce2d');
INSERT INTO entry VALUES(233,3,1793016900000,23158319,'base','E','gap',NULL,1793680981639,1792984879000,1793017800000,4,NULL,NULL,NULL,X'03b0456635830baf9d64fa0adc66a0ffb961d40a6e4f6ec35129b97f0fc0f665');
INSERT INTO entry VALUES(234,3,1793017800000,0,'base','A','plain',NULL,1793680981639,1793017800000,1793018700000,4,NULL,NULL,NULL,X'c7fbbcbcd06daf22266cd4ed70a0f68922332b00c94a2e9eec7bc59650dde1a3');
INSERT INTO entry VALUES(235,3,1793018700000,0,'base','A','plain',NULL,1793680981639,1793018700000,1793019600000,4,NULL,NULL,NULL,X'd1b89d146ec1991bb19d951b4ab307b7109d615af116e9871b7d5984d7aec4c3');
INSERT INTO entry VALUES(236,3,1793019600000,0,'base','A','plain',NULL,1793680981639,1793019600000,1793019900000,2,NULL,NULL,NULL,X'deaeb997db766afaf846f92bc7cdb7978ae891d165d3861529fef15692e2cbde');
INSERT INTO entry VALUES(237,11,1793680200000,60553809,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'559f114e5edbb4dc7d29dd610e614bc368f036e1fb86a7d4708a72dbda7eb3fd',NULL,NULL,X'3634348006ddb7a3984eead135dacce99b908d7dc35108281a86a79ac32216cc');
INSERT INTO entry VALUES(238,12,1793680200000,85713079,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'9db6491b70529e9fce8c7d0883fbf6b3016a66826821ee453c871cc986142783',NULL,NULL,X'e9bccf5e735bcaec6b584e33902f19ee8b1ef1192026d3ec43143dd92c7183f1');
INSERT INTO entry VALUES(239,13,1793680200000,85450162,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'a8f52ea0e3edde683b44dcc92687584e5bddb4b0e51da438cffefb451598924b',NULL,NULL,X'59fb16e08e8d54f5a86b5ca7babfbb0fc1f1b7ef27bc95901373b45574be841d');
INSERT INTO entry VALUES(240,14,1793680200000,56111411,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'16be4157301b3062c1cef5d8be4b8b6825c8ae48599e97c249cc1d84187a2481',NULL,NULL,X'ff208b79d7339c14f9be9aee343c9781a71ead4c5806bfe2ff6be3866f965ea1');
INSERT INTO entry VALUES(241,15,1793680200000,45369790,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'd121855ca7145c7322fe79a71020c65fc8df045f1622b2ff5d10a34f6ea83975',NULL,NULL,X'c3c090e377012114dbe219e8ae132d88442e88d36dbbb2e1b765cd18595ecc9a');
INSERT INTO entry VALUES(242,17,1793680200000,42991003,'base','A','part',NULL,1793767440988,1793680892138,1793681027234,10,X'7e386d18c2251dc1d508de9aa08938a76c1898981eb619b1a85a53dc05a11397',NULL,NULL,X'6a772e8ac4f9d69b2a8751b3f709135b9b54ae4fb5bcc8188e351c89c51a9aa6');
INSERT INTO entry VALUES(243,1,1792984500000,34732580,'correction','A','plain',106,1793767452069,1792984236029,1792985496029,10,NULL,NULL,NULL,X'35249f43660cc2af29b0691747fef9847b651f5c0ace5c461e2794520ee31954');
INSERT INTO entry VALUES(244,1,1792985400000,139140420,'base','A','plain',NULL,1793767452069,1792985376029,1792985496029,2,NULL,NULL,NULL,X'0b22cc1346b0535046a87a30a44eec003ce2e8e13452860c4a978bc8225d27f6');
INSERT INTO entry VALUES(245,2,1792984500000,1860386,'correction','A','plain',107,1793767467119,1792984251664,1792985511664,10,NULL,NULL,NULL,X'10fc9e0f79287014b0429d2d886cbbcffce77621454f7b380cdae8f529654945');
INSERT INTO entry VALUES(246,2,1792985400000,24920614,'base','A','plain',NULL,1793767467119,1792985391664,1792985511664,2,NULL,NULL,NULL,X'eb98e17268c7b0a60f38792ade33c7f0ab3d61525c91ce8f0cc57ebf9665f597');
INSERT INTO entry VALUES(247,11,1793766600000,14333158,'base','A','part',NULL,1794545081179,1793767442244,1793767472248,3,X'f07315c3348bd337e52a50f4c60f8dbd9f05e0364b28285915fb82172848ba37',NULL,NULL,X'f1e87e852bf288e090af8999abaf823a489e336a41b82142adb9c8b9b80ce9f4');
INSERT INTO entry VALUES(248,12,1793766600000,19073375,'base','A','part',NULL,1794545081179,1793767442244,1793767472248,3,X'1cf046128d195dae184268bcf0b23b8a3d0d30ddadb379f0166e9229dd781876',NULL,NULL,X'592f5b8c4066c7adbe06fe57672203f9fa0828cddd0165995ba16b48cbc867c6');
INSERT INTO entry VALUES(249,13,1793766600000,18946255,'base','A','part',NULL,1794545081179,1793767442244,1793767472248,3,X'c1587bdf615f5aed536e6828079379162f9d4eca938a1912dc773ea08d696ac1',NULL,NULL,X'71650330bbaee8fe34b0546ea5a2e3d64fa62e04f688e7301fe46254ca1c32ea');
INSERT INTO entry VALUES(250,14,1793766600000,12747532,'base','A','part',NULL,1794545081179,1793767442244,1793767472248,3,X'394073f3bea58379483577a607869a47c104d620821258fca0e33acccaf284f5',NULL,NULL,X'9fcc1183794d9292aaa77cf44e4a9fe7bc650ba2ef96c55f32730ba670463b15');
INSERT INTO entry VALUES(251,17,1793766600000,9572108,'base','A','part',NULL,1794545081179,1793767442244,1793767472248,3,X'dcb09af58fa187353eb924add0eca4572a957339b21efd4f1618efb184618a61',NULL,NULL,X'49dec815eba658c705d1197e8a8a5ea2c2d512872b4c1a7f4b58908766d26b5c');
INSERT INTO entry VALUES(252,11,1794544200000,6053529,'base','A','part',NULL,1795581941716,1794545087252,1794545102268,2,X'84957e281c8f239aeffef720bb315fc99bdf55e3fd498998cefd07699face4d1',NULL,NULL,X'6b430578a740baf0b2832ea750c7301949d59c6e50c4536ea7ae8553fd45fff5');
INSERT INTO entry VALUES(253,12,1794544200000,8068422,'base','A','part',NULL,1795581941716,1794545087252,1794545102268,2,X'36d6c61493f7c24cd835c30448dee40f24609c0dbd7d8a82ba656c1e0f1638d1',NULL,NULL,X'6fd82129ab5d443682e7dd4bc0da9d002df3c2c7e9139b2cd77d7577f74c4bc0');
INSERT INTO entry VALUES(254,13,1794544200000,7604536,'base','A','part',NULL,1795581941716,1794545087252,1794545102268,2,X'1dfbad1741bd172d9ea6cd792b94f9216a13637ee36675beb513a2c0b50643dd',NULL,NULL,X'a24e19080ddde7104bd2a42fed42a9279fcda358ccf41739ec65387df01f52ed');
INSERT INTO entry VALUES(255,14,1794544200000,5437376,'base','A','part',NULL,1795581941716,1794545087252,1794545102268,2,X'0e783741d1c5aa9c640db9bd95ee106dffc660672c70946f4441f5784c76db13',NULL,NULL,X'2c85eb646861945dd5c1729bcdc6706086b5158774f06bbcf38c6c61289e575d');
INSERT INTO entry VALUES(256,17,1794544200000,4065196,'base','A','part',NULL,1795581941716,1794545087252,1794545102268,2,X'42b46cab1662a428ac26f8b0669f02cf7a17197cc473cafb22e83c9ac59e913a',NULL,NULL,X'af3a365c4bbe7cbd072029ad63362c192d04496aa6817d68b5dc2e49ac19b5ed');
INSERT INTO entry VALUES(257,11,1794545100000,15282099,'base','A','part',NULL,1795581941719,1794545087252,1794545132270,4,X'c2b0e4f8577f6c7ce48511d7f926778a669e1641567966134598541a6e09b1b2',NULL,NULL,X'3ac7ddd39c8c6ba5fecdb0156ef9d98024168c1a6cd86ec2bdfd480807ae4681');
INSERT INTO entry VALUES(258,12,1794545100000,20378384,'base','A','part',NULL,1795581941719,1794545087252,1794545132270,4,X'45ef8a328741625bbfcfd654e0cfec3bf97dfa8e0ea605283a3ade0546484e7a',NULL,NULL,X'fada840eced827ee39f1bc0415a730f3467bf249f092261ffa6cd2d7870f464a');
INSERT INTO entry VALUES(259,13,1794545100000,19637477,'base','A','part',NULL,1795581941719,1794545087252,1794545132270,4,X'3ac62622c79ce2091b3af22ea46c23beeefa9fa15977aba263e8fa9852fa8969',NULL,NULL,X'c6104268d225c9b63d982253162ca40ae04e4b53d883d4b22c2fbe50ac75ebcc');
INSERT INTO entry VALUES(260,14,1794545100000,13724465,'base','A','part',NULL,1795581941719,1794545087252,1794545132270,4,X'cc405bd1e6b305e05c91784fba69548e78a56f2beb211f7d9eec299cf063f656',NULL,NULL,X'30c334fc596508eea70cda6cab5e44e841e70bb93ff7a1cc1831e9104e404124');
INSERT INTO entry VALUES(261,17,1794545100000,10321797,'base','A','part',NULL,1795581941719,1794545087252,1794545132270,4,X'13426cc7bc6ddc08982f5bfe3149583f73b2f18808ea5d0a805f0d8aeecb7536',NULL,NULL,X'7e9ca6c73161b5b017b2cdea62c90b20c7c6a61cb656451645f0a9d7b9164628');
INSERT INTO entry VALUES(262,1,1792985400000,167689000,'correction','A','plain',244,1795581972056,1792985376029,1792985616029,3,NULL,NULL,NULL,X'5cc1051c32cb380881d41628bc021e65530d4365e4524aff79d410558dd0612f');
INSERT INTO entry VALUES(263,2,1792985400000,26656000,'correction','A','plain',246,1795581987188,1792985391664,1792985631664,3,NULL,NULL,NULL,X'3158cc1acf0d46532f544be16998b23d6d3b5146c233419155725268f77c8005');
INSERT INTO entry VALUES(264,11,1795581900000,21491093,'base','A','part',NULL,1796096046306,1795581947271,1795581992296,4,X'888c6e44706e7ed5e3914359b9439f53155205a5e6ecbb738d9fbd6e46708997',NULL,NULL,X'b539913dd6832867017c02e1cfad51608ac26bf4d55991e2758aa0ae947eb12b');
INSERT INTO entry VALUES(265,12,1795581900000,28449128,'base','A','part',NULL,1796096046306,1795581947271,1795581992296,4,X'bef9740bafef1626f39ca0e9a89446150dd27ef3cb89296f949a7ad4562aafd4',NULL,NULL,X'f6081aa62c00f8f2e34299ab6f62dc81c82d99ad4ad29563184f8bd949d00982');
INSERT INTO entry VALUES(266,13,1795581900000,28622299,'base','A','part',NULL,1796096046306,1795581947271,1795581992296,4,X'ecddae420ef13508e2ce257f2fcf8ad301d77a79a6e73660b55222db7365f09f',NULL,NULL,X'6679be1cbf13175794088da517444bd9e64b0f0a30306c02e201a6bc98e1ec60');
INSERT INTO entry VALUES(267,14,1795581900000,19175224,'base','A','part',NULL,1796096046306,1795581947271,1795581992296,4,X'81fc8a9ba2c6764e77ce1722825d7d937d9652441b2d49201c08ecce356488f9',NULL,NULL,X'f0ddb2cd3f96f6667819432115a15124b59b41137bc1138ef728fc37a299a8fd');
INSERT INTO entry VALUES(268,17,1795581900000,14335049,'base','A','part',NULL,1796096046306,1795581947271,1795581992296,4,X'044e8351f8ba5eb68bee8331da920f4092a78e7f4f75132c236e48c3391a9b8b',NULL,NULL,X'f4489e50cca4c5f87f2bed51324c82d56075d8d048a67f56ee8536f631225c39');
INSERT INTO entry VALUES(269,1,1792985400000,164736000,'correction','A','plain',262,1796096136760,1792985376029,1792985736029,4,NULL,NULL,NULL,X'f5cc9b58e5d335be75b160a61128baa35b02133eec64f789d9fe8819b0f7e694');
INSERT INTO entry VALUES(270,2,1792985400000,26806000,'correction','A','plain',263,1796096151844,1792985391664,1792985751664,4,NULL,NULL,NULL,X'5496f88c6f74ff9c658d7f47a13d68d9688c5dbe7c6c177850a44e6f9ed47982');
INSERT INTO entry VALUES(271,1,1792985400000,157750000,'correction','A','plain',269,1796096256366,1792985376029,1792985856029,5,NULL,NULL,NULL,X'aa5f4843eae5795ae5a48b59b2751a593c40b3fdfe39d28fce8bcd2b187762e5');
INSERT INTO entry VALUES(272,2,1792985400000,26212000,'correction','A','plain',270,1796096272471,1792985391664,1792985871664,5,NULL,NULL,NULL,X'214cc175a5c752cf9652d5890de9e633f5d21d41d616b662c0d93af7e591bc81');
INSERT INTO entry VALUES(273,18,1793422800000,250000000,'manual','M','manual',NULL,1796112299961,NULL,NULL,0,NULL,'token:1','read by hand',X'e1c4f6db9d077001ba412e81026de12ba6f7295ec10111f97363e4a57781c8ca');
INSERT INTO entry VALUES(274,18,1793423700000,250000000,'manual','M','manual',NULL,1796112299961,NULL,NULL,0,NULL,'token:1','read by hand',X'79f90c4215e7a0a8738ea2564d07a39c42083af5b8cb9c990e6e883f6f38ad5f');
INSERT INTO entry VALUES(275,18,1793509200000,300500000,'manual','M','manual',NULL,1796112299973,NULL,NULL,0,NULL,'token:1','read by hand',X'c8c8836ad4c7851812149272529840bae83a1fde0391cfee202990d1bdac3274');
INSERT INTO entry VALUES(276,11,1796095800000,109133496,'base','A','part',NULL,1796112300489,1796096052298,1796096262364,15,X'8f65ee619a79699ea7673cfb6d05fa6ae21ad53c6c43fb23f145303b42c58cca',NULL,NULL,X'c9d6abe4bf6dc43aa4a6e230580de0c01c827281cc3fde62c079216bbab8f9be');
INSERT INTO entry VALUES(277,12,1796095800000,133106402,'base','A','part',NULL,1796112300489,1796096052298,1796096262364,15,X'08eeb751f7370d1e448b1332bca93b733a0235f9525534068aa3e0083c0d8c86',NULL,NULL,X'a961195f57bf5b5f332d1a9fa51b21c33a69bca0c6e58cb9010e7f03e26ef49b');
INSERT INTO entry VALUES(278,13,1796095800000,131410047,'base','A','part',NULL,1796112300489,1796096052298,1796096262364,15,X'303bff35606119d4c5bde77417471c98e5a446fc0e108455e19a7a280b7ede16',NULL,NULL,X'2cd9e157ba65e434cd1828f0edb463904c65d8c7aed9ad149ea4103fe190a515');
INSERT INTO entry VALUES(279,14,1796095800000,100210108,'base','A','part',NULL,1796112300489,1796096052298,1796096262364,15,X'32cee5cb3a0a248444eded2094ba48d5cb00dbc98d910689274ada7e065e52e3',NULL,NULL,X'9e0155f0a0a62883978d1991b95cc139471a3da8222d85296b187112c7b03361');
INSERT INTO entry VALUES(280,17,1796095800000,66958521,'base','A','part',NULL,1796112300489,1796096052298,1796096262364,15,X'384f3aa4a970aec6f0cbecb3aa65df4b92fc7fb8743ff702c2c92efd9a9441d4',NULL,NULL,X'9ef4b495a514377de066b91daa7a596fc28084b02c9042a0c5ec9bf5a3ff19a6');
INSERT INTO entry VALUES(281,11,1796112000000,44084365,'base','A','part',NULL,1796116127164,1796112300366,1796112525420,16,X'64eb11e1992cca0f2928aaf63f4c6ab36ed9d241e51e27a98104a8f14d81d3a0',NULL,NULL,X'7825e5d547b9a7018d60e874fd95a71b5556a91d0897ade6156ef0b302e541ed');
INSERT INTO entry VALUES(282,12,1796112000000,18882207,'base','A','part',NULL,1796116127164,1796112300366,1796112525420,16,X'db9c7adb7d3f479cf74d0eae2921390c03abc9b423cbc89d4a70012a7178735b',NULL,NULL,X'4474e5ca075458c46e72b9348b33806614b6bbebccf4fbd6b83a4db5706d50ec');
INSERT INTO entry VALUES(283,13,1796112000000,51556842,'base','A','part',NULL,1796116127164,1796112300366,1796112525420,16,X'94bbcd39d9e030a1c9daa445775d9143f5cdef2bfbff5db6cb6c178af0025785',NULL,NULL,X'7c99e07c4191f442d917866f8365f2c7cbe8d5029404ec3e299005c72e11d749');
INSERT INTO entry VALUES(284,14,1796112000000,24576091,'base','A','part',NULL,1796116127164,1796112480418,1796112525420,4,X'bed3acaf738d51d9ff77d4a580e77f5b155e44d42251c66b9fbd156c800372ad',NULL,NULL,X'769c46057ba7a7e3b70984394f844543efe96a1f014a1808316a42ae93bf3f22');
INSERT INTO entry VALUES(285,17,1796112000000,26283895,'base','A','part',NULL,1796116127164,1796112300366,1796112525420,16,X'5c9675f232103332f1b6d0ebc560691c252b706674b3c74f089b7f6c08562968',NULL,NULL,X'8f750aca02e07d439ce1457ef4d3370a0ccd1289a152b8bf703f7827c7acc6a2');
INSERT INTO entry VALUES(286,11,1796115600000,0,'base','A','part',NULL,1796119818534,1796116140420,1796116215428,6,X'93f9b8b5cbe4799391be8f4d112a58927825967d4cbc6d6d612d7633dfaf4aec',NULL,NULL,X'73621fa4317c664e811b12f624161979a31707a0765e4e3f8490adde104fb1e6');
INSERT INTO entry VALUES(287,12,1796115600000,0,'base','A','part',NULL,1796119818534,1796116140420,1796116215428,6,X'93f9b8b5cbe4799391be8f4d112a58927825967d4cbc6d6d612d7633dfaf4aec',NULL,NULL,X'a7bdc3939592874e8f7bfba20bcfc04456eeba53358146e70a2c3890dc04a327');
INSERT INTO entry VALUES(288,13,1796115600000,0,'base','A','part',NULL,1796119818534,1796116140420,1796116215428,6,X'93f9b8b5cbe4799391be8f4d112a58927825967d4cbc6d6d612d7633dfaf4aec',NULL,NULL,X'689821bedec0ac2ea98c6ba41e88de87929bd6d06433ca33a9d7cb658e4d3a95');
INSERT INTO entry VALUES(289,14,1796115600000,41131464,'base','A','part',NULL,1796119818534,1796116140420,1796116215428,6,X'34504060b1f4d02bf63eaf2a2e0b1a5d0ac4370ecb340d1562e76925ebd893ac',NULL,NULL,X'e4e9b6106b2552c57f8bf31299809f8f1983021c6d5cce547d84ccdaf6538f1a');
INSERT INTO entry VALUES(290,17,1796115600000,0,'base','A','part',NULL,1796119818534,1796116140420,1796116215428,6,X'93f9b8b5cbe4799391be8f4d112a58927825967d4cbc6d6d612d7633dfaf4aec',NULL,NULL,X'121529ec93b8b9ed32a96061bd67734666bb901a0df9f46f61fb88ed70d39e9e');
CREATE TABLE slot (
	meter		INTEGER NOT NULL,
	slot_at		INTEGER NOT NULL,
	energy_uwh	INTEGER NOT NULL,
	measured_uwh	INTEGER NOT NULL,
	quality		TEXT NOT NULL,
	entry		INTEGER NOT NULL,
	entries		INTEGER NOT NULL,
	PRIMARY KEY (meter, slot_at)
) STRICT, WITHOUT ROWID;
INSERT INTO slot VALUES(1,1792962900000,814703683,814703683,'A',1,1);
INSERT INTO slot VALUES(1,1792963800000,1148992460,1148992460,'A',2,1);
INSERT INTO slot VALUES(1,1792964700000,821091629,821091629,'A',3,1);
INSERT INTO slot VALUES(1,1792965600000,928447218,928447218,'A',4,1);
INSERT INTO slot VALUES(1,1792966500000,1258622164,1258622164,'A',5,1);
INSERT INTO slot VALUES(1,1792967400000,1150996243,1150996243,'A',6,1);
INSERT INTO slot VALUES(1,1792968300000,823226089,823226089,'A',7,1);
INSERT INTO slot VALUES(1,1792969200000,930641672,930641672,'A',8,1);
INSERT INTO slot VALUES(1,1792970100000,1257842137,1257842137,'A',9,1);
INSERT INTO slot VALUES(1,1792971000000,1151988475,1151988475,'A',10,1);
INSERT INTO slot VALUES(1,1792971900000,821303894,821303894,'A',11,1);
INSERT INTO slot VALUES(1,1792972800000,925557460,925557460,'A',12,1);
INSERT INTO slot VALUES(1,1792973700000,1245309895,1245309895,'A',13,1);
INSERT INTO slot VALUES(1,1792974600000,1151360246,1151360246,'A',14,1);
INSERT INTO slot VALUES(1,1792975500000,826311499,826311499,'A',15,1);
INSERT INTO slot VALUES(1,1792976400000,931266333,931266333,'A',16,1);
INSERT INTO slot VALUES(1,1792977300000,1251095154,1251095154,'A',17,1);
INSERT INTO slot VALUES(1,1792978200000,1151850489,1151850489,'A',18,1);
INSERT INTO slot VALUES(1,1792979100000,813620002,813620002,'A',19,1);
INSERT INTO slot VALUES(1,1792980000000,931750713,931750713,'A',20,1);
INSERT INTO slot VALUES(1,1792980900000,1263988683,1263988683,'A',21,1);
INSERT INTO slot VALUES(1,1792981800000,1150529820,1150529820,'A',22,1);
INSERT INTO slot VALUES(1,1792982700000,818199304,818199304,'A',23,1);
INSERT INTO slot VALUES(1,1792983600000,925425310,925425310,'A',24,1);
INSERT INTO slot VALUES(1,1792984500000,1261270008,1261270008,'A',243,6);
INSERT INTO slot VALUES(1,1792985400000,629315420,629315420,'A',271,4);
INSERT INTO slot VALUES(2,1792962900000,117278454,117278454,'A',25,1);
INSERT INTO slot VALUES(2,1792963800000,187852534,187852534,'A',26,1);
INSERT INTO slot VALUES(2,1792964700000,135412200,135412200,'A',27,1);
INSERT INTO slot VALUES(2,1792965600000,129012042,129012042,'A',28,1);
INSERT INTO slot VALUES(2,1792966500000,182462398,182462398,'A',29,1);
INSERT INTO slot VALUES(2,1792967400000,187896286,187896286,'A',30,1);
INSERT INTO slot VALUES(2,1792968300000,134633802,134633802,'A',31,1);
INSERT INTO slot VALUES(2,1792969200000,127641718,127641718,'A',32,1);
INSERT INTO slot VALUES(2,1792970100000,182895560,182895560,'A',33,1);
INSERT INTO slot VALUES(2,1792971000000,187962332,187962332,'A',34,1);
INSERT INTO slot VALUES(2,1792971900000,136621600,136621600,'A',35,1);
INSERT INTO slot VALUES(2,1792972800000,129090960,129090960,'A',36,1);
INSERT INTO slot VALUES(2,1792973700000,179691969,179691969,'A',37,1);
INSERT INTO slot VALUES(2,1792974600000,187870787,187870787,'A',38,1);
INSERT INTO slot VALUES(2,1792975500000,136457142,136457142,'A',39,1);
INSERT INTO slot VALUES(2,1792976400000,128927089,128927089,'A',40,1);
INSERT INTO slot VALUES(2,1792977300000,181144477,181144477,'A',41,1);
INSERT INTO slot VALUES(2,1792978200000,189152724,189152724,'A',42,1);
INSERT INTO slot VALUES(2,1792979100000,135112594,135112594,'A',43,1);
INSERT INTO slot VALUES(2,1792980000000,130424004,130424004,'A',44,1);
INSERT INTO slot VALUES(2,1792980900000,181413274,181413274,'A',45,1);
INSERT INTO slot VALUES(2,1792981800000,187361983,187361983,'A',46,1);
INSERT INTO slot VALUES(2,1792982700000,134745580,134745580,'A',47,1);
INSERT INTO slot VALUES(2,1792983600000,129529992,129529992,'A',48,1);
INSERT INTO slot VALUES(2,1792984500000,181419885,181419885,'A',245,6);
INSERT INTO slot VALUES(2,1792985400000,104594614,104594614,'A',272,4);
INSERT INTO slot VALUES(3,1792977300000,164000000,164000000,'A',49,1);
INSERT INTO slot VALUES(3,1792978200000,300000000,300000000,'A',50,1);
INSERT INTO slot VALUES(3,1792979100000,300000000,300000000,'A',51,1);
INSERT INTO slot VALUES(3,1792980000000,300000000,300000000,'A',52,1);
INSERT INTO slot VALUES(3,1792980900000,300000000,300000000,'A',53,1);
INSERT INTO slot VALUES(3,1792981800000,300000000,300000000,'A',54,1);
INSERT INTO slot VALUES(3,1792982700000,249052345,249052345,'E',58,2);
INSERT INTO slot VALUES(3,1792983600000,61182869,61182869,'E',59,1);
INSERT INTO slot VALUES(3,1792984500000,65983065,65983065,'E',197,2);
INSERT INTO slot VALUES(3,1792985400000,69474954,69474954,'E',198,1);
INSERT INTO slot VALUES(3,1792986300000,69474954,69474954,'E',199,1);
INSERT INTO slot VALUES(3,1792987200000,69474955,69474955,'E',200,1);
INSERT INTO slot VALUES(3,1792988100000,69474954,69474954,'E',201,1);
INSERT INTO slot VALUES(3,1792989000000,69474954,69474954,'E',202,1);
INSERT INTO slot VALUES(3,1792989900000,69474955,69474955,'E',203,1);
INSERT INTO slot VALUES(3,1792990800000,69474954,69474954,'E',204,1);
INSERT INTO slot VALUES(3,1792991700000,69474955,69474955,'E',205,1);
INSERT INTO slot VALUES(3,1792992600000,69474954,69474954,'E',206,1);
INSERT INTO slot VALUES(3,1792993500000,69474954,69474954,'E',207,1);
INSERT INTO slot VALUES(3,1792994400000,69474955,69474955,'E',208,1);
INSERT INTO slot VALUES(3,1792995300000,69474954,69474954,'E',209,1);
INSERT INTO slot VALUES(3,1792996200000,69474954,69474954,'E',210,1);
INSERT INTO slot VALUES(3,1792997100000,69474955,69474955,'E',211,1);
INSERT INTO slot VALUES(3,1792998000000,69474954,69474954,'E',212,1);
INSERT INTO slot VALUES(3,1792998900000,69474954,69474954,'E',213,1);
INSERT INTO slot VALUES(3,1792999800000,69474955,69474955,'E',214,1);
INSERT INTO slot VALUES(3,1793000700000,69474954,69474954,'E',215,1);
INSERT INTO slot VALUES(3,1793001600000,69474955,69474955,'E',216,1);
INSERT INTO slot VALUES(3,1793002500000,69474954,69474954,'E',217,1);
INSERT INTO slot VALUES(3,1793003400000,69474954,69474954,'E',218,1);
INSERT INTO slot VALUES(3,1793004300000,69474955,69474955,'E',219,1);
INSERT INTO slot VALUES(3,1793005200000,69474954,69474954,'E',220,1);
INSERT INTO slot VALUES(3,1793006100000,69474954,69474954,'E',221,1);
INSERT INTO slot VALUES(3,1793007000000,69474955,69474955,'E',222,1);
INSERT INTO slot VALUES(3,1793007900000,69474954,69474954,'E',223,1);
INSERT INTO slot VALUES(3,1793008800000,69474954,69474954,'E',224,1);
INSERT INTO slot VALUES(3,1793009700000,69474955,69474955,'E',225,1);
INSERT INTO slot VALUES(3,1793010600000,69474954,69474954,'E',226,1);
INSERT INTO slot VALUES(3,1793011500000,69474955,69474955,'E',227,1);
INSERT INTO slot VALUES(3,1793012400000,69474954,69474954,'E',228,1);
INSERT INTO slot VALUES(3,1793013300000,69474954,69474954,'E',229,1);
INSERT INTO slot VALUES(3,1793014200000,69474955,69474955,'E',230,1);
INSERT INTO slot VALUES(3,1793015100000,69474954,69474954,'E',231,1);
INSERT INTO slot VALUES(3,1793016000000,69474954,69474954,'E',232,1);
INSERT INTO slot VALUES(3,1793016900000,23158319,23158319,'E',233,1);
INSERT INTO slot VALUES(3,1793017800000,0,0,'A',234,1);
INSERT INTO slot VALUES(3,1793018700000,0,0,'A',235,1);
INSERT INTO slot VALUES(3,1793019600000,0,0,'A',236,1);
INSERT INTO slot VALUES(5,1792984500000,977554167,977554167,'A',61,1);
INSERT INTO slot VALUES(6,1792984500000,594564583,594564583,'A',62,1);
INSERT INTO slot VALUES(7,1792984500000,483912500,483912500,'A',63,1);
INSERT INTO slot VALUES(8,1792984500000,493641667,493641667,'A',64,1);
INSERT INTO slot VALUES(9,1792984500000,274368750,274368750,'A',65,1);
INSERT INTO slot VALUES(10,1792984500000,320195833,320195833,'A',66,1);
INSERT INTO slot VALUES(11,1792984500000,80497919,80497919,'A',67,1);
INSERT INTO slot VALUES(11,1792988100000,22006367,22006367,'A',76,1);
INSERT INTO slot VALUES(11,1792991700000,61961287,61961287,'A',92,1);
INSERT INTO slot VALUES(11,1793503800000,31582973,31582973,'A',100,1);
INSERT INTO slot VALUES(11,1793680200000,60553809,60553809,'A',237,1);
INSERT INTO slot VALUES(11,1793766600000,14333158,14333158,'A',247,1);
INSERT INTO slot VALUES(11,1794544200000,6053529,6053529,'A',252,1);
INSERT INTO slot VALUES(11,1794545100000,15282099,15282099,'A',257,1);
INSERT INTO slot VALUES(11,1795581900000,21491093,21491093,'A',264,1);
INSERT INTO slot VALUES(11,1796095800000,109133496,109133496,'A',276,1);
INSERT INTO slot VALUES(11,1796112000000,44084365,44084365,'A',281,1);
INSERT INTO slot VALUES(11,1796115600000,0,0,'A',286,1);
INSERT INTO slot VALUES(12,1792984500000,117653452,117653452,'A',68,1);
INSERT INTO slot VALUES(12,1792988100000,38014218,38014218,'A',77,1);
INSERT INTO slot VALUES(12,1792991700000,95317180,95317180,'A',93,1);
INSERT INTO slot VALUES(12,1793503800000,47371352,47371352,'A',101,1);
INSERT INTO slot VALUES(12,1793680200000,85713079,85713079,'A',238,1);
INSERT INTO slot VALUES(12,1793766600000,19073375,19073375,'A',248,1);
INSERT INTO slot VALUES(12,1794544200000,8068422,8068422,'A',253,1);
INSERT INTO slot VALUES(12,1794545100000,20378384,20378384,'A',258,1);
INSERT INTO slot VALUES(12,1795581900000,28449128,28449128,'A',265,1);
INSERT INTO slot VALUES(12,1796095800000,133106402,133106402,'A',277,1);
INSERT INTO slot VALUES(12,1796112000000,18882207,18882207,'A',282,1);
INSERT INTO slot VALUES(12,1796115600000,0,0,'A',287,1);
INSERT INTO slot VALUES(13,1792984500000,61111341,61111341,'A',69,1);
INSERT INTO slot VALUES(13,1792988100000,13731608,13731608,'A',78,1);
INSERT INTO slot VALUES(13,1792991700000,94925543,94925543,'A',94,1);
INSERT INTO slot VALUES(13,1793503800000,46708601,46708601,'A',102,1);
INSERT INTO slot VALUES(13,1793680200000,85450162,85450162,'A',239,1);
INSERT INTO slot VALUES(13,1793766600000,18946255,18946255,'A',249,1);
INSERT INTO slot VALUES(13,1794544200000,7604536,7604536,'A',254,1);
INSERT INTO slot VALUES(13,1794545100000,19637477,19637477,'A',259,1);
INSERT INTO slot VALUES(13,1795581900000,28622299,28622299,'A',266,1);
INSERT INTO slot VALUES(13,1796095800000,131410047,131410047,'A',278,1);
INSERT INTO slot VALUES(13,1796112000000,51556842,51556842,'A',283,1);
INSERT INTO slot VALUES(13,1796115600000,0,0,'A',288,1);
INSERT INTO slot VALUES(14,1792984500000,72379108,72379108,'A',70,1);
INSERT INTO slot VALUES(14,1792988100000,19345754,19345754,'A',79,1);
INSERT INTO slot VALUES(14,1792991700000,55582926,55582926,'A',95,1);
INSERT INTO slot VALUES(14,1793503800000,27826021,27826021,'A',103,1);
INSERT INTO slot VALUES(14,1793680200000,56111411,56111411,'A',240,1);
INSERT INTO slot VALUES(14,1793766600000,12747532,12747532,'A',250,1);
INSERT INTO slot VALUES(14,1794544200000,5437376,5437376,'A',255,1);
INSERT INTO slot VALUES(14,1794545100000,13724465,13724465,'A',260,1);
INSERT INTO slot VALUES(14,1795581900000,19175224,19175224,'A',267,1);
INSERT INTO slot VALUES(14,1796095800000,100210108,100210108,'A',279,1);
INSERT INTO slot VALUES(14,1796112000000,24576091,24576091,'A',284,1);
INSERT INTO slot VALUES(14,1796115600000,41131464,41131464,'A',289,1);
INSERT INTO slot VALUES(15,1792984500000,60924458,60924458,'A',71,1);
INSERT INTO slot VALUES(15,1792991700000,15139919,15139919,'A',96,1);
INSERT INTO slot VALUES(15,1793503800000,25263048,25263048,'A',104,1);
INSERT INTO slot VALUES(15,1793680200000,45369790,45369790,'A',241,1);
INSERT INTO slot VALUES(16,1792984500000,74110264,74110264,'A',72,1);
INSERT INTO slot VALUES(17,1792984500000,14356719,14356719,'A',73,1);
INSERT INTO slot VALUES(17,1792988100000,19085239,19085239,'A',80,1);
INSERT INTO slot VALUES(17,1792991700000,47764870,47764870,'A',97,1);
INSERT INTO slot VALUES(17,1793503800000,23973227,23973227,'A',105,1);
INSERT INTO slot VALUES(17,1793680200000,42991003,42991003,'A',242,1);
INSERT INTO slot VALUES(17,1793766600000,9572108,9572108,'A',251,1);
INSERT INTO slot VALUES(17,1794544200000,4065196,4065196,'A',256,1);
INSERT INTO slot VALUES(17,1794545100000,10321797,10321797,'A',261,1);
INSERT INTO slot VALUES(17,1795581900000,14335049,14335049,'A',268,1);
INSERT INTO slot VALUES(17,1796095800000,66958521,66958521,'A',280,1);
INSERT INTO slot VALUES(17,1796112000000,26283895,26283895,'A',285,1);
INSERT INTO slot VALUES(17,1796115600000,0,0,'A',290,1);
INSERT INTO slot VALUES(18,1793331000000,40000000,40000000,'A',108,1);
INSERT INTO slot VALUES(18,1793331900000,300000000,300000000,'A',109,1);
INSERT INTO slot VALUES(18,1793332800000,160000000,160000000,'E',110,1);
INSERT INTO slot VALUES(18,1793333700000,0,0,'E',111,1);
INSERT INTO slot VALUES(18,1793334600000,0,0,'E',112,1);
INSERT INTO slot VALUES(18,1793335500000,0,0,'E',113,1);
INSERT INTO slot VALUES(18,1793336400000,0,0,'E',114,1);
INSERT INTO slot VALUES(18,1793337300000,0,0,'E',115,1);
INSERT INTO slot VALUES(18,1793338200000,0,0,'E',116,1);
INSERT INTO slot VALUES(18,1793339100000,0,0,'E',117,1);
INSERT INTO slot VALUES(18,1793340000000,0,0,'E',118,1);
INSERT INTO slot VALUES(18,1793340900000,0,0,'E',119,1);
INSERT INTO slot VALUES(18,1793341800000,0,0,'E',120,1);
INSERT INTO slot VALUES(18,1793342700000,0,0,'E',121,1);
INSERT INTO slot VALUES(18,1793343600000,0,0,'E',122,1);
INSERT INTO slot VALUES(18,1793344500000,0,0,'E',123,1);
INSERT INTO slot VALUES(18,1793345400000,0,0,'E',124,1);
INSERT INTO slot VALUES(18,1793346300000,0,0,'E',125,1);
INSERT INTO slot VALUES(18,1793347200000,0,0,'E',126,1);
INSERT INTO slot VALUES(18,1793348100000,0,0,'E',127,1);
INSERT INTO slot VALUES(18,1793349000000,0,0,'E',128,1);
INSERT INTO slot VALUES(18,1793349900000,0,0,'E',129,1);
INSERT INTO slot VALUES(18,1793350800000,0,0,'E',130,1);
INSERT INTO slot VALUES(18,1793351700000,0,0,'E',131,1);
INSERT INTO slot VALUES(18,1793352600000,0,0,'E',132,1);
INSERT INTO slot VALUES(18,1793353500000,0,0,'E',133,1);
INSERT INTO slot VALUES(18,1793354400000,0,0,'E',134,1);
INSERT INTO slot VALUES(18,1793355300000,0,0,'E',135,1);
INSERT INTO slot VALUES(18,1793356200000,0,0,'E',136,1);
INSERT INTO slot VALUES(18,1793357100000,0,0,'E',137,1);
INSERT INTO slot VALUES(18,1793358000000,0,0,'E',138,1);
INSERT INTO slot VALUES(18,1793358900000,0,0,'E',139,1);
INSERT INTO slot VALUES(18,1793359800000,0,0,'E',140,1);
INSERT INTO slot VALUES(18,1793360700000,0,0,'E',141,1);
INSERT INTO slot VALUES(18,1793361600000,0,0,'E',142,1);
INSERT INTO slot VALUES(18,1793362500000,0,0,'E',143,1);
INSERT INTO slot VALUES(18,1793363400000,0,0,'E',144,1);
INSERT INTO slot VALUES(18,1793364300000,0,0,'E',145,1);
INSERT INTO slot VALUES(18,1793365200000,0,0,'E',146,1);
INSERT INTO slot VALUES(18,1793366100000,0,0,'E',147,1);
INSERT INTO slot VALUES(18,1793367000000,0,0,'E',148,1);
INSERT INTO slot VALUES(18,1793367900000,0,0,'E',149,1);
INSERT INTO slot VALUES(18,1793368800000,0,0,'E',150,1);
INSERT INTO slot VALUES(18,1793369700000,0,0,'E',151,1);
INSERT INTO slot VALUES(18,1793370600000,0,0,'E',152,1);
INSERT INTO slot VALUES(18,1793371500000,0,0,'E',153,1);
INSERT INTO slot VALUES(18,1793372400000,0,0,'E',154,1);
INSERT INTO slot VALUES(18,1793373300000,0,0,'E',155,1);
INSERT INTO slot VALUES(18,1793374200000,0,0,'E',156,1);
INSERT INTO slot VALUES(18,1793375100000,0,0,'E',157,1);
INSERT INTO slot VALUES(18,1793376000000,0,0,'E',158,1);
INSERT INTO slot VALUES(18,1793376900000,0,0,'E',159,1);
INSERT INTO slot VALUES(18,1793377800000,0,0,'E',160,1);
INSERT INTO slot VALUES(18,1793378700000,0,0,'E',161,1);
INSERT INTO slot VALUES(18,1793379600000,0,0,'E',162,1);
INSERT INTO slot VALUES(18,1793380500000,0,0,'E',163,1);
INSERT INTO slot VALUES(18,1793381400000,0,0,'E',164,1);
INSERT INTO slot VALUES(18,1793382300000,0,0,'E',165,1);
INSERT INTO slot VALUES(18,1793383200000,0,0,'E',166,1);
INSERT INTO slot VALUES(18,1793384100000,0,0,'E',167,1);
INSERT INTO slot VALUES(18,1793385000000,0,0,'E',168,1);
INSERT INTO slot VALUES(18,1793385900000,0,0,'E',169,1);
INSERT INTO slot VALUES(18,1793386800000,0,0,'E',170,1);
INSERT INTO slot VALUES(18,1793387700000,0,0,'E',171,1);
INSERT INTO slot VALUES(18,1793388600000,0,0,'E',172,1);
INSERT INTO slot VALUES(18,1793389500000,0,0,'E',173,1);
INSERT INTO slot VALUES(18,1793390400000,0,0,'E',174,1);
INSERT INTO slot VALUES(18,1793391300000,0,0,'E',175,1);
INSERT INTO slot VALUES(18,1793392200000,0,0,'E',176,1);
INSERT INTO slot VALUES(18,1793393100000,0,0,'E',177,1);
INSERT INTO slot VALUES(18,1793394000000,0,0,'E',178,1);
INSERT INTO slot VALUES(18,1793394900000,0,0,'E',179,1);
INSERT INTO slot VALUES(18,1793395800000,0,0,'E',180,1);
INSERT INTO slot VALUES(18,1793396700000,0,0,'E',181,1);
INSERT INTO slot VALUES(18,1793397600000,0,0,'E',182,1);
INSERT INTO slot VALUES(18,1793398500000,0,0,'E',183,1);
INSERT INTO slot VALUES(18,1793399400000,0,0,'E',184,1);
INSERT INTO slot VALUES(18,1793400300000,0,0,'E',185,1);
INSERT INTO slot VALUES(18,1793401200000,0,0,'E',186,1);
INSERT INTO slot VALUES(18,1793402100000,0,0,'E',187,1);
INSERT INTO slot VALUES(18,1793403000000,0,0,'E',188,1);
INSERT INTO slot VALUES(18,1793403900000,0,0,'E',189,1);
INSERT INTO slot VALUES(18,1793404800000,0,0,'E',190,1);
INSERT INTO slot VALUES(18,1793405700000,0,0,'E',191,1);
INSERT INTO slot VALUES(18,1793406600000,0,0,'E',192,1);
INSERT INTO slot VALUES(18,1793407500000,0,0,'E',193,1);
INSERT INTO slot VALUES(18,1793408400000,0,0,'E',194,1);
INSERT INTO slot VALUES(18,1793409300000,0,0,'E',195,1);
INSERT INTO slot VALUES(18,1793410200000,100000000,100000000,'E',196,2);
INSERT INTO slot VALUES(18,1793411100000,300000000,300000000,'A',84,1);
INSERT INTO slot VALUES(18,1793412000000,300000000,300000000,'A',85,1);
INSERT INTO slot VALUES(18,1793412900000,300000000,300000000,'A',86,1);
INSERT INTO slot VALUES(18,1793413800000,300000000,300000000,'A',87,1);
INSERT INTO slot VALUES(18,1793414700000,300000000,300000000,'A',88,1);
INSERT INTO slot VALUES(18,1793415600000,300000000,300000000,'A',89,1);
INSERT INTO slot VALUES(18,1793416500000,300000000,300000000,'A',90,1);
INSERT INTO slot VALUES(18,1793417400000,100000000,100000000,'A',91,1);
INSERT INTO slot VALUES(18,1793422800000,250000000,0,'M',273,1);
INSERT INTO slot VALUES(18,1793423700000,250000000,0,'M',274,1);
INSERT INTO slot VALUES(18,1793509200000,300500000,0,'M',275,1);
CREATE TABLE ledger_head (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	entry		INTEGER NOT NULL,
	hash		BLOB NOT NULL,
	reason		TEXT NOT NULL,
	signature	BLOB NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES(1,1792984908556,48,X'8b19d7f6efed964452a8cba557e413e284f3aee639d8c8ff355edbea4f3a0fd6','request',X'd50d2eb6c3d641a238e319f0dde5c28bc75866422a62ea8a4cdc4fb780c6a1d016c265a14bcaa2d5b682f6aec6a98e217c19458a55e2d739de21469945d16903');
INSERT INTO ledger_head VALUES(2,1792988605356,73,X'f7f465188c10dbd7fdedc7a95173dbbd2fcec88c99882a08174ea5d66f69ae5c','hour',X'34489f3081342080e1e1df853ca9d1c4e76984865eb8498e9d622372a80345cf1d264632d04c07306ac80c050cefc784d9f56746ec1badcbeae7bcaef7ae530b');
INSERT INTO ledger_head VALUES(3,1792992280472,80,X'17dc840f4bca700690792fc13293adac07096ce40d0f3852e9b45b98fe3343dc','hour',X'91856ba433625f8942026ad7f21c1eb883a5ca4eb7be3150ff7a58fc86473aa9087fcd3c2d4191c02c5ab24c23affa673e43ebaa71417ac464e0b56d28928d02');
INSERT INTO ledger_head VALUES(4,1793504400732,97,X'000743de824f866fef3a0e684e9bbfef83036c865c3ae66153ef92fac09285e1','hour',X'4aef05bab7c99e4e3a89bd3d537dc4b9f94c41a5db8c4fcf13d9511346dacc6cc60c10f27c6e3358914d006dec07f2ddb5fd294dd195aa35c6d24c899900df09');
INSERT INTO ledger_head VALUES(5,1793680891084,105,X'6cc4057f016f1a2f7b34f32c1cf484faaf9a9cc56be6b3f399cb60304449d8f7','hour',X'e73ba1f8428465295c3f7dbbe0412dfa66d53369896841a6aa95f9f4e77ef4c42a45264513a2755a0a2225b88d0934ac5022ab2bd6b214eb4e7f280583765108');
INSERT INTO ledger_head VALUES(6,1793680951412,107,X'd1100cf9f2cc66ae2a3d74f5521166caa366cf4801944c2dfe9c3bd7dc0e0d44','close',X'549a76c54f6259ff4450ff7a5da9827b477162d3208591b3d9f8eecf36a4b57fd3884b73ff045f9307baa56d478a27a203e73aa9bb9fcfdd63d74a442ed4bc06');
INSERT INTO ledger_head VALUES(7,1793767440988,242,X'6a772e8ac4f9d69b2a8751b3f709135b9b54ae4fb5bcc8188e351c89c51a9aa6','hour',X'fa3302414fd1d03a162223ae7ba30de00aa23f05cd7bef72bbe3c0a37915e1c50aaea1f0eec9318a76c95936b0888a0b1c94d3d548ccf2af647bbe6bc461a806');
INSERT INTO ledger_head VALUES(8,1794545081179,251,X'49dec815eba658c705d1197e8a8a5ea2c2d512872b4c1a7f4b58908766d26b5c','hour',X'ebc03fa618eb2e245065cc9b7c789de43bd2cc3115573f3b99a51f8df275835f6fe11f744ed8813468789b2e3525f85539c541c33164fef1d2a90d81f8feaf0e');
INSERT INTO ledger_head VALUES(9,1795581941716,256,X'af3a365c4bbe7cbd072029ad63362c192d04496aa6817d68b5dc2e49ac19b5ed','hour',X'c54e2ab9b424c69e445d4398f58cc645bed243ed2e665dc918b941ee38ff19effeb3ad2600b635ae0615bd0eb2a0df708f9977b0a6cf33021c1e70ec00f22806');
INSERT INTO ledger_head VALUES(10,1796096046306,268,X'f4489e50cca4c5f87f2bed51324c82d56075d8d048a67f56ee8536f631225c39','hour',X'594283ffdc6e8d1f7a31cf8d411238fd0018921341164cb7e0ffb49d7ba4dc2e1567e651015280f570e503588a94e72372207b86acfb2607a929787f1b2bee07');
INSERT INTO ledger_head VALUES(11,1796112300489,280,X'9ef4b495a514377de066b91daa7a596fc28084b02c9042a0c5ec9bf5a3ff19a6','hour',X'2eff5b4006ec7621893fef071be6379c344b14c58ebc713d3706a7e978dd93259873ac1ac967c4fdee8545c97da7ca0c82e510f9bf4c714631b9370962125403');
INSERT INTO ledger_head VALUES(12,1796116127164,285,X'8f750aca02e07d439ce1457ef4d3370a0ccd1289a152b8bf703f7827c7acc6a2','hour',X'1e8d1ab13baa882335c8a9262279629e9ff83394fa402450909736959a7e9129b49b88d81c18ceaf91fd8e416360929b8dc4caa3714b62b0fe03f29f0cb93e03');
INSERT INTO ledger_head VALUES(13,1796119818534,290,X'121529ec93b8b9ed32a96061bd67734666bb901a0df9f46f61fb88ed70d39e9e','hour',X'3c95bb719ce921ca6ef5c16524aa6d56eead6c6c66f57d58622a746307ed293a66b387b6b4f5ddcdfd787b6324fd5d4da1b926c6b0d9038d0a33d41823f7ff0e');
CREATE TABLE ticket (
	id		INTEGER PRIMARY KEY,
	class		TEXT NOT NULL,
	meter		INTEGER NOT NULL,
	window_at	INTEGER NOT NULL,
	state		TEXT NOT NULL CHECK
			    (state IN ('open', 'acknowledged', 'resolved')),
	text		TEXT NOT NULL,
	opened_at	INTEGER NOT NULL,
	seen_at		INTEGER NOT NULL,
	times		INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	actor		TEXT,
	resolution	TEXT,
	entry		INTEGER,
	UNIQUE (class, meter, window_at)
) STRICT;
INSERT INTO ticket VALUES(1,'conflict',3,1792978608000,'open','two readings with one identity and different values; the first one counts',1792984908464,1792984908464,1,1792984908464,NULL,NULL,NULL);
INSERT INTO ticket VALUES(2,'missing',1,1792984978618,'resolved','the board says nothing, and did not say that it goes off',1792988605356,1792988605356,1,1792988665460,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(3,'missing',2,1792984978632,'resolved','the board says nothing, and did not say that it goes off',1792988605356,1792988605356,1,1792988665460,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(4,'missing',3,1792984908407,'resolved','the board says nothing, and did not say that it goes off',1792988605356,1793680951412,17,1793681011853,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(5,'missing',1,1792988668613,'resolved','the board says nothing, and did not say that it goes off',1792992280472,1792992280472,1,1792992340569,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(6,'missing',2,1792988668637,'resolved','the board says nothing, and did not say that it goes off',1792992280472,1792992280472,1,1792992340569,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(7,'gap',1,1792972800000,'open','82 of 96 quarters of an hour of the day are not booked',1793504400732,1793504400732,1,1793504400732,NULL,NULL,NULL);
INSERT INTO ticket VALUES(8,'missing',1,1792992418648,'resolved','the board says nothing, and did not say that it goes off',1793504400732,1793504400773,7,1793504460944,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(9,'gap',2,1792972800000,'open','82 of 96 quarters of an hour of the day are not booked',1793504400732,1793504400732,1,1793504400732,NULL,NULL,NULL);
INSERT INTO ticket VALUES(10,'missing',2,1792992418660,'resolved','the board says nothing, and did not say that it goes off',1793504400732,1793504400773,7,1793504460944,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(11,'gap',3,1792972800000,'open','82 of 91 quarters of an hour of the day are not booked',1793504400732,1793504400732,1,1793504400732,NULL,NULL,NULL);
INSERT INTO ticket VALUES(12,'sum-check',6,1792972800000,'open','the meters below it have 113 Wh less than it, and their classes allow 42',1793504400732,1793504400732,1,1793504400732,NULL,NULL,NULL);
INSERT INTO ticket VALUES(13,'gap',1,1793059200000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400734,1793504400734,1,1793504400734,NULL,NULL,NULL);
INSERT INTO ticket VALUES(14,'gap',2,1793059200000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400734,1793504400734,1,1793504400734,NULL,NULL,NULL);
INSERT INTO ticket VALUES(15,'gap',3,1793059200000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400734,1793504400734,1,1793504400734,NULL,NULL,NULL);
INSERT INTO ticket VALUES(16,'gap',1,1793145600000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400750,1793504400750,1,1793504400750,NULL,NULL,NULL);
INSERT INTO ticket VALUES(17,'gap',2,1793145600000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400750,1793504400750,1,1793504400750,NULL,NULL,NULL);
INSERT INTO ticket VALUES(18,'gap',3,1793145600000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400750,1793504400750,1,1793504400750,NULL,NULL,NULL);
INSERT INTO ticket VALUES(19,'gap',1,1793232000000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400761,1793504400761,1,1793504400761,NULL,NULL,NULL);
INSERT INTO ticket VALUES(20,'gap',2,1793232000000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400761,1793504400761,1,1793504400761,NULL,NULL,NULL);
INSERT INTO ticket VALUES(21,'gap',3,1793232000000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400761,1793504400761,1,1793504400761,NULL,NULL,NULL);
INSERT INTO ticket VALUES(22,'gap',1,1793318400000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400764,1793504400764,1,1793504400764,NULL,NULL,NULL);
INSERT INTO ticket VALUES(23,'gap',2,1793318400000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400764,1793504400764,1,1793504400764,NULL,NULL,NULL);
INSERT INTO ticket VALUES(24,'gap',3,1793318400000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400764,1793504400764,1,1793504400764,NULL,NULL,NULL);
INSERT INTO ticket VALUES(25,'gap',1,1793404800000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400766,1793504400766,1,1793504400766,NULL,NULL,NULL);
INSERT INTO ticket VALUES(26,'gap',2,1793404800000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400766,1793504400766,1,1793504400766,NULL,NULL,NULL);
INSERT INTO ticket VALUES(27,'gap',3,1793404800000,'open','96 of 96 quarters of an hour of the day are not booked',1793504400766,1793504400766,1,1793504400766,NULL,NULL,NULL);
INSERT INTO ticket VALUES(28,'gap',18,1793404800000,'open','81 of 90 quarters of an hour of the day are not booked',1793504400772,1793504400772,1,1793504400772,NULL,NULL,NULL);
INSERT INTO ticket VALUES(29,'gap',1,1793491200000,'open','96 of 96 quarters of an hour of the day are not booked',1793680891084,1793680891084,1,1793680891084,NULL,NULL,NULL);
INSERT INTO ticket VALUES(30,'missing',1,1793504463697,'resolved','the board says nothing, and did not say that it goes off',1793680891084,1793680891090,3,1793680951412,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(31,'gap',2,1793491200000,'open','96 of 96 quarters of an hour of the day are not booked',1793680891084,1793680891084,1,1793680891084,NULL,NULL,NULL);
INSERT INTO ticket VALUES(32,'missing',2,1793504463688,'resolved','the board says nothing, and did not say that it goes off',1793680891084,1793680891090,3,1793680951412,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(33,'gap',3,1793491200000,'open','96 of 96 quarters of an hour of the day are not booked',1793680891084,1793680891084,1,1793680891084,NULL,NULL,NULL);
INSERT INTO ticket VALUES(34,'gap',18,1793491200000,'open','96 of 96 quarters of an hour of the day are not booked',1793680891086,1793680891086,1,1793680891086,NULL,NULL,NULL);
INSERT INTO ticket VALUES(35,'missing',18,1793504400600,'resolved','the board says nothing, and did not say that it goes off',1793680891086,1793680951460,4,1793681011854,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(36,'gap',1,1793577600000,'open','96 of 96 quarters of an hour of the day are not booked',1793680891089,1793680891089,1,1793680891089,NULL,NULL,NULL);
INSERT INTO ticket VALUES(37,'gap',2,1793577600000,'resolved','96 of 96 quarters of an hour of the day are not booked',1793680891089,1793680891089,1,1793680950681,'token:1','looked at',NULL);
INSERT INTO ticket VALUES(38,'gap',3,1793577600000,'acknowledged','96 of 96 quarters of an hour of the day are not booked',1793680891089,1793680891089,1,1793680950663,'token:1',NULL,NULL);
INSERT INTO ticket VALUES(39,'gap',18,1793577600000,'acknowledged','96 of 96 quarters of an hour of the day are not booked',1793680891090,1793680891090,1,1793680950656,'token:1',NULL,NULL);
INSERT INTO ticket VALUES(40,'reset',18,1793410800000,'open','the register changed in a way that nothing explains; the step counts nothing until a person books it',1793680981639,1793680981639,1,1793680981639,NULL,NULL,NULL);
INSERT INTO ticket VALUES(41,'gap',1,1793664000000,'open','96 of 96 quarters of an hour of the day are not booked',1793767440988,1793767440988,1,1793767440988,NULL,NULL,NULL);
INSERT INTO ticket VALUES(42,'missing',1,1793681013789,'resolved','the board says nothing, and did not say that it goes off',1793767440988,1793767440990,2,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(43,'gap',2,1793664000000,'open','96 of 96 quarters of an hour of the day are not booked',1793767440988,1793767440988,1,1793767440988,NULL,NULL,NULL);
INSERT INTO ticket VALUES(44,'missing',2,1793681013773,'resolved','the board says nothing, and did not say that it goes off',1793767440988,1793767440990,2,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(45,'gap',3,1793664000000,'open','96 of 96 quarters of an hour of the day are not booked',1793767440988,1793767440988,1,1793767440988,NULL,NULL,NULL);
INSERT INTO ticket VALUES(46,'missing',3,1793680980762,'open','the board says nothing, and did not say that it goes off',1793767440988,1796119818534,42,1793767440988,NULL,NULL,NULL);
INSERT INTO ticket VALUES(47,'gap',18,1793664000000,'open','96 of 96 quarters of an hour of the day are not booked',1793767440990,1793767440990,1,1793767440990,NULL,NULL,NULL);
INSERT INTO ticket VALUES(48,'missing',18,1793680980743,'open','the board says nothing, and did not say that it goes off',1793767440990,1796119818545,42,1793767440990,NULL,NULL,NULL);
INSERT INTO ticket VALUES(49,'gap',1,1793750400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081179,1794545081179,1,1794545081179,NULL,NULL,NULL);
INSERT INTO ticket VALUES(50,'missing',1,1793767473765,'resolved','the board says nothing, and did not say that it goes off',1794545081179,1794545081332,10,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(51,'gap',2,1793750400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081179,1794545081179,1,1794545081179,NULL,NULL,NULL);
INSERT INTO ticket VALUES(52,'missing',2,1793767473752,'resolved','the board says nothing, and did not say that it goes off',1794545081179,1794545081332,10,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(53,'gap',3,1793750400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081179,1794545081179,1,1794545081179,NULL,NULL,NULL);
INSERT INTO ticket VALUES(54,'gap',18,1793750400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081189,1794545081189,1,1794545081189,NULL,NULL,NULL);
INSERT INTO ticket VALUES(55,'gap',1,1793836800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081192,1794545081192,1,1794545081192,NULL,NULL,NULL);
INSERT INTO ticket VALUES(56,'gap',2,1793836800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081192,1794545081192,1,1794545081192,NULL,NULL,NULL);
INSERT INTO ticket VALUES(57,'gap',3,1793836800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081192,1794545081192,1,1794545081192,NULL,NULL,NULL);
INSERT INTO ticket VALUES(58,'gap',18,1793836800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081202,1794545081202,1,1794545081202,NULL,NULL,NULL);
INSERT INTO ticket VALUES(59,'gap',1,1793923200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081212,1794545081212,1,1794545081212,NULL,NULL,NULL);
INSERT INTO ticket VALUES(60,'gap',2,1793923200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081212,1794545081212,1,1794545081212,NULL,NULL,NULL);
INSERT INTO ticket VALUES(61,'gap',3,1793923200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081212,1794545081212,1,1794545081212,NULL,NULL,NULL);
INSERT INTO ticket VALUES(62,'gap',18,1793923200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081220,1794545081220,1,1794545081220,NULL,NULL,NULL);
INSERT INTO ticket VALUES(63,'gap',1,1794009600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081226,1794545081226,1,1794545081226,NULL,NULL,NULL);
INSERT INTO ticket VALUES(64,'gap',2,1794009600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081226,1794545081226,1,1794545081226,NULL,NULL,NULL);
INSERT INTO ticket VALUES(65,'gap',3,1794009600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081226,1794545081226,1,1794545081226,NULL,NULL,NULL);
INSERT INTO ticket VALUES(66,'gap',18,1794009600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081236,1794545081236,1,1794545081236,NULL,NULL,NULL);
INSERT INTO ticket VALUES(67,'gap',1,1794096000000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081244,1794545081244,1,1794545081244,NULL,NULL,NULL);
INSERT INTO ticket VALUES(68,'gap',2,1794096000000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081244,1794545081244,1,1794545081244,NULL,NULL,NULL);
INSERT INTO ticket VALUES(69,'gap',3,1794096000000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081244,1794545081244,1,1794545081244,NULL,NULL,NULL);
INSERT INTO ticket VALUES(70,'gap',18,1794096000000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081252,1794545081252,1,1794545081252,NULL,NULL,NULL);
INSERT INTO ticket VALUES(71,'gap',1,1794182400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081264,1794545081264,1,1794545081264,NULL,NULL,NULL);
INSERT INTO ticket VALUES(72,'gap',2,1794182400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081264,1794545081264,1,1794545081264,NULL,NULL,NULL);
INSERT INTO ticket VALUES(73,'gap',3,1794182400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081264,1794545081264,1,1794545081264,NULL,NULL,NULL);
INSERT INTO ticket VALUES(74,'gap',18,1794182400000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081271,1794545081271,1,1794545081271,NULL,NULL,NULL);
INSERT INTO ticket VALUES(75,'gap',1,1794268800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081278,1794545081278,1,1794545081278,NULL,NULL,NULL);
INSERT INTO ticket VALUES(76,'gap',2,1794268800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081278,1794545081278,1,1794545081278,NULL,NULL,NULL);
INSERT INTO ticket VALUES(77,'gap',3,1794268800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081278,1794545081278,1,1794545081278,NULL,NULL,NULL);
INSERT INTO ticket VALUES(78,'gap',18,1794268800000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081288,1794545081288,1,1794545081288,NULL,NULL,NULL);
INSERT INTO ticket VALUES(79,'gap',1,1794355200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081301,1794545081301,1,1794545081301,NULL,NULL,NULL);
INSERT INTO ticket VALUES(80,'gap',2,1794355200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081301,1794545081301,1,1794545081301,NULL,NULL,NULL);
INSERT INTO ticket VALUES(81,'gap',3,1794355200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081301,1794545081301,1,1794545081301,NULL,NULL,NULL);
INSERT INTO ticket VALUES(82,'gap',18,1794355200000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081313,1794545081313,1,1794545081313,NULL,NULL,NULL);
INSERT INTO ticket VALUES(83,'gap',1,1794441600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081318,1794545081318,1,1794545081318,NULL,NULL,NULL);
INSERT INTO ticket VALUES(84,'gap',2,1794441600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081318,1794545081318,1,1794545081318,NULL,NULL,NULL);
INSERT INTO ticket VALUES(85,'gap',3,1794441600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081318,1794545081318,1,1794545081318,NULL,NULL,NULL);
INSERT INTO ticket VALUES(86,'gap',18,1794441600000,'open','96 of 96 quarters of an hour of the day are not booked',1794545081324,1794545081324,1,1794545081324,NULL,NULL,NULL);
INSERT INTO ticket VALUES(87,'gap',1,1794528000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941716,1795581941716,1,1795581941716,NULL,NULL,NULL);
INSERT INTO ticket VALUES(88,'missing',1,1794545133785,'resolved','the board says nothing, and did not say that it goes off',1795581941716,1795581941781,13,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(89,'gap',2,1794528000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941716,1795581941716,1,1795581941716,NULL,NULL,NULL);
INSERT INTO ticket VALUES(90,'missing',2,1794545133780,'resolved','the board says nothing, and did not say that it goes off',1795581941716,1795581941781,13,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(91,'gap',3,1794528000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941716,1795581941716,1,1795581941716,NULL,NULL,NULL);
INSERT INTO ticket VALUES(92,'gap',18,1794528000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941719,1795581941719,1,1795581941719,NULL,NULL,NULL);
INSERT INTO ticket VALUES(93,'gap',1,1794614400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941724,1795581941724,1,1795581941724,NULL,NULL,NULL);
INSERT INTO ticket VALUES(94,'gap',2,1794614400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941724,1795581941724,1,1795581941724,NULL,NULL,NULL);
INSERT INTO ticket VALUES(95,'gap',3,1794614400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941724,1795581941724,1,1795581941724,NULL,NULL,NULL);
INSERT INTO ticket VALUES(96,'gap',18,1794614400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941725,1795581941725,1,1795581941725,NULL,NULL,NULL);
INSERT INTO ticket VALUES(97,'gap',1,1794700800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941741,1795581941741,1,1795581941741,NULL,NULL,NULL);
INSERT INTO ticket VALUES(98,'gap',2,1794700800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941741,1795581941741,1,1795581941741,NULL,NULL,NULL);
INSERT INTO ticket VALUES(99,'gap',3,1794700800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941741,1795581941741,1,1795581941741,NULL,NULL,NULL);
INSERT INTO ticket VALUES(100,'gap',18,1794700800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941741,1795581941741,1,1795581941741,NULL,NULL,NULL);
INSERT INTO ticket VALUES(101,'gap',1,1794787200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(102,'gap',2,1794787200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(103,'gap',3,1794787200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(104,'gap',18,1794787200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(105,'gap',1,1794873600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(106,'gap',2,1794873600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(107,'gap',3,1794873600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941742,1795581941742,1,1795581941742,NULL,NULL,NULL);
INSERT INTO ticket VALUES(108,'gap',18,1794873600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941743,1795581941743,1,1795581941743,NULL,NULL,NULL);
INSERT INTO ticket VALUES(109,'gap',1,1794960000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941748,1795581941748,1,1795581941748,NULL,NULL,NULL);
INSERT INTO ticket VALUES(110,'gap',2,1794960000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941748,1795581941748,1,1795581941748,NULL,NULL,NULL);
INSERT INTO ticket VALUES(111,'gap',3,1794960000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941748,1795581941748,1,1795581941748,NULL,NULL,NULL);
INSERT INTO ticket VALUES(112,'gap',18,1794960000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941749,1795581941749,1,1795581941749,NULL,NULL,NULL);
INSERT INTO ticket VALUES(113,'gap',1,1795046400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941749,1795581941749,1,1795581941749,NULL,NULL,NULL);
INSERT INTO ticket VALUES(114,'gap',2,1795046400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941749,1795581941749,1,1795581941749,NULL,NULL,NULL);
INSERT INTO ticket VALUES(115,'gap',3,1795046400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941749,1795581941749,1,1795581941749,NULL,NULL,NULL);
INSERT INTO ticket VALUES(116,'gap',18,1795046400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941752,1795581941752,1,1795581941752,NULL,NULL,NULL);
INSERT INTO ticket VALUES(117,'gap',1,1795132800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941767,1795581941767,1,1795581941767,NULL,NULL,NULL);
INSERT INTO ticket VALUES(118,'gap',2,1795132800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941767,1795581941767,1,1795581941767,NULL,NULL,NULL);
INSERT INTO ticket VALUES(119,'gap',3,1795132800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941767,1795581941767,1,1795581941767,NULL,NULL,NULL);
INSERT INTO ticket VALUES(120,'gap',18,1795132800000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941769,1795581941769,1,1795581941769,NULL,NULL,NULL);
INSERT INTO ticket VALUES(121,'gap',1,1795219200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941769,1795581941769,1,1795581941769,NULL,NULL,NULL);
INSERT INTO ticket VALUES(122,'gap',2,1795219200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941769,1795581941769,1,1795581941769,NULL,NULL,NULL);
INSERT INTO ticket VALUES(123,'gap',3,1795219200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941769,1795581941769,1,1795581941769,NULL,NULL,NULL);
INSERT INTO ticket VALUES(124,'gap',18,1795219200000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941769,1795581941769,1,1795581941769,NULL,NULL,NULL);
INSERT INTO ticket VALUES(125,'gap',1,1795305600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941770,1795581941770,1,1795581941770,NULL,NULL,NULL);
INSERT INTO ticket VALUES(126,'gap',2,1795305600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941770,1795581941770,1,1795581941770,NULL,NULL,NULL);
INSERT INTO ticket VALUES(127,'gap',3,1795305600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941770,1795581941770,1,1795581941770,NULL,NULL,NULL);
INSERT INTO ticket VALUES(128,'gap',18,1795305600000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941777,1795581941777,1,1795581941777,NULL,NULL,NULL);
INSERT INTO ticket VALUES(129,'gap',1,1795392000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941777,1795581941777,1,1795581941777,NULL,NULL,NULL);
INSERT INTO ticket VALUES(130,'gap',2,1795392000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941777,1795581941777,1,1795581941777,NULL,NULL,NULL);
INSERT INTO ticket VALUES(131,'gap',3,1795392000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941777,1795581941777,1,1795581941777,NULL,NULL,NULL);
INSERT INTO ticket VALUES(132,'gap',18,1795392000000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941777,1795581941777,1,1795581941777,NULL,NULL,NULL);
INSERT INTO ticket VALUES(133,'gap',1,1795478400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941778,1795581941778,1,1795581941778,NULL,NULL,NULL);
INSERT INTO ticket VALUES(134,'gap',2,1795478400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941778,1795581941778,1,1795581941778,NULL,NULL,NULL);
INSERT INTO ticket VALUES(135,'gap',3,1795478400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941778,1795581941778,1,1795581941778,NULL,NULL,NULL);
INSERT INTO ticket VALUES(136,'gap',18,1795478400000,'open','96 of 96 quarters of an hour of the day are not booked',1795581941778,1795581941778,1,1795581941778,NULL,NULL,NULL);
INSERT INTO ticket VALUES(137,'gap',1,1795564800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046306,1796096046306,1,1796096046306,NULL,NULL,NULL);
INSERT INTO ticket VALUES(138,'missing',1,1795581993826,'resolved','the board says nothing, and did not say that it goes off',1796096046306,1796096046394,7,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(139,'gap',2,1795564800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046306,1796096046306,1,1796096046306,NULL,NULL,NULL);
INSERT INTO ticket VALUES(140,'missing',2,1795581993822,'resolved','the board says nothing, and did not say that it goes off',1796096046306,1796096046394,7,1796096106596,'ledger','it speaks again',NULL);
INSERT INTO ticket VALUES(141,'gap',3,1795564800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046306,1796096046306,1,1796096046306,NULL,NULL,NULL);
INSERT INTO ticket VALUES(142,'gap',18,1795564800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046313,1796096046313,1,1796096046313,NULL,NULL,NULL);
INSERT INTO ticket VALUES(143,'gap',1,1795651200000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046332,1796096046332,1,1796096046332,NULL,NULL,NULL);
INSERT INTO ticket VALUES(144,'gap',2,1795651200000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046332,1796096046332,1,1796096046332,NULL,NULL,NULL);
INSERT INTO ticket VALUES(145,'gap',3,1795651200000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046332,1796096046332,1,1796096046332,NULL,NULL,NULL);
INSERT INTO ticket VALUES(146,'gap',18,1795651200000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046337,1796096046337,1,1796096046337,NULL,NULL,NULL);
INSERT INTO ticket VALUES(147,'gap',1,1795737600000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046340,1796096046340,1,1796096046340,NULL,NULL,NULL);
INSERT INTO ticket VALUES(148,'gap',2,1795737600000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046340,1796096046340,1,1796096046340,NULL,NULL,NULL);
INSERT INTO ticket VALUES(149,'gap',3,1795737600000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046340,1796096046340,1,1796096046340,NULL,NULL,NULL);
INSERT INTO ticket VALUES(150,'gap',18,1795737600000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046350,1796096046350,1,1796096046350,NULL,NULL,NULL);
INSERT INTO ticket VALUES(151,'gap',1,1795824000000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046360,1796096046360,1,1796096046360,NULL,NULL,NULL);
INSERT INTO ticket VALUES(152,'gap',2,1795824000000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046360,1796096046360,1,1796096046360,NULL,NULL,NULL);
INSERT INTO ticket VALUES(153,'gap',3,1795824000000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046360,1796096046360,1,1796096046360,NULL,NULL,NULL);
INSERT INTO ticket VALUES(154,'gap',18,1795824000000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046365,1796096046365,1,1796096046365,NULL,NULL,NULL);
INSERT INTO ticket VALUES(155,'gap',1,1795910400000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046372,1796096046372,1,1796096046372,NULL,NULL,NULL);
INSERT INTO ticket VALUES(156,'gap',2,1795910400000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046372,1796096046372,1,1796096046372,NULL,NULL,NULL);
INSERT INTO ticket VALUES(157,'gap',3,1795910400000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046372,1796096046372,1,1796096046372,NULL,NULL,NULL);
INSERT INTO ticket VALUES(158,'gap',18,1795910400000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046384,1796096046384,1,1796096046384,NULL,NULL,NULL);
INSERT INTO ticket VALUES(159,'gap',1,1795996800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046385,1796096046385,1,1796096046385,NULL,NULL,NULL);
INSERT INTO ticket VALUES(160,'gap',2,1795996800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046385,1796096046385,1,1796096046385,NULL,NULL,NULL);
INSERT INTO ticket VALUES(161,'gap',3,1795996800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046385,1796096046385,1,1796096046385,NULL,NULL,NULL);
INSERT INTO ticket VALUES(162,'gap',18,1795996800000,'open','96 of 96 quarters of an hour of the day are not booked',1796096046392,1796096046392,1,1796096046392,NULL,NULL,NULL);
INSERT INTO ticket VALUES(163,'missing',1,1796096256038,'open','the board says nothing, and did not say that it goes off',1796112300489,1796119818534,7,1796112300489,NULL,NULL,NULL);
INSERT INTO ticket VALUES(164,'missing',2,1796096271686,'open','the board says nothing, and did not say that it goes off',1796112300489,1796119818534,7,1796112300489,NULL,NULL,NULL);
CREATE TABLE reconciliation (
	id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL,
	actor		TEXT,
	started_at	INTEGER NOT NULL,
	ended_at	INTEGER,
	day		INTEGER NOT NULL,
	cursor		INTEGER NOT NULL,
	meters		INTEGER NOT NULL,
	checks		INTEGER NOT NULL,
	found		INTEGER NOT NULL,
	opened		INTEGER NOT NULL,
	closed		INTEGER NOT NULL
) STRICT;
INSERT INTO reconciliation VALUES(1,'night',NULL,1792984827024,1792984827024,20751,0,0,1,0,0,0);
INSERT INTO reconciliation VALUES(2,'request','token:1',1792984908535,1792984909200,20751,4,4,23,0,0,0);
INSERT INTO reconciliation VALUES(3,'minute',NULL,1792988605356,1792988605368,20751,17,17,9,3,3,0);
INSERT INTO reconciliation VALUES(4,'minute',NULL,1792988665460,1792988665464,20751,17,17,9,1,0,2);
INSERT INTO reconciliation VALUES(5,'minute',NULL,1792992280472,1792992280496,20751,17,17,9,3,2,0);
INSERT INTO reconciliation VALUES(6,'minute',NULL,1792992340569,1792992340576,20751,17,17,9,1,0,2);
INSERT INTO reconciliation VALUES(7,'night',NULL,1793504400732,1793504400734,20752,18,18,31,7,6,0);
INSERT INTO reconciliation VALUES(8,'night',NULL,1793504400734,1793504400744,20753,18,18,31,6,3,0);
INSERT INTO reconciliation VALUES(9,'night',NULL,1793504400750,1793504400756,20754,18,18,31,6,3,0);
INSERT INTO reconciliation VALUES(10,'night',NULL,1793504400761,1793504400762,20755,18,18,31,6,3,0);
INSERT INTO reconciliation VALUES(11,'night',NULL,1793504400764,1793504400765,20756,18,18,31,6,3,0);
INSERT INTO reconciliation VALUES(12,'night',NULL,1793504400766,1793504400772,20757,18,18,31,7,4,0);
INSERT INTO reconciliation VALUES(13,'minute',NULL,1793504460944,1793504460944,20757,18,18,12,1,0,2);
INSERT INTO reconciliation VALUES(14,'night',NULL,1793680891084,1793680891086,20758,18,18,31,8,7,0);
INSERT INTO reconciliation VALUES(15,'night',NULL,1793680891089,1793680891090,20759,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(16,'minute',NULL,1793680951412,1793680951460,20759,18,18,12,2,0,2);
INSERT INTO reconciliation VALUES(17,'minute',NULL,1793681011853,1793681011854,20759,18,18,12,0,0,2);
INSERT INTO reconciliation VALUES(18,'night',NULL,1793767440988,1793767440990,20760,18,18,31,8,8,0);
INSERT INTO reconciliation VALUES(19,'night',NULL,1794545081179,1794545081189,20761,18,18,31,8,6,0);
INSERT INTO reconciliation VALUES(20,'night',NULL,1794545081192,1794545081202,20762,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(21,'night',NULL,1794545081212,1794545081220,20763,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(22,'night',NULL,1794545081226,1794545081236,20764,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(23,'night',NULL,1794545081244,1794545081252,20765,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(24,'night',NULL,1794545081264,1794545081271,20766,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(25,'night',NULL,1794545081278,1794545081288,20767,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(26,'night',NULL,1794545081301,1794545081313,20768,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(27,'night',NULL,1794545081318,1794545081324,20769,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(28,'night',NULL,1795581941716,1795581941719,20770,18,18,31,8,6,0);
INSERT INTO reconciliation VALUES(29,'night',NULL,1795581941724,1795581941725,20771,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(30,'night',NULL,1795581941741,1795581941741,20772,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(31,'night',NULL,1795581941742,1795581941742,20773,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(32,'night',NULL,1795581941742,1795581941743,20774,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(33,'night',NULL,1795581941748,1795581941749,20775,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(34,'night',NULL,1795581941749,1795581941752,20776,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(35,'night',NULL,1795581941767,1795581941769,20777,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(36,'night',NULL,1795581941769,1795581941769,20778,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(37,'night',NULL,1795581941770,1795581941777,20779,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(38,'night',NULL,1795581941777,1795581941777,20780,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(39,'night',NULL,1795581941778,1795581941778,20781,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(40,'night',NULL,1796096046306,1796096046313,20782,18,18,31,8,6,0);
INSERT INTO reconciliation VALUES(41,'night',NULL,1796096046332,1796096046337,20783,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(42,'night',NULL,1796096046340,1796096046350,20784,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(43,'night',NULL,1796096046360,1796096046365,20785,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(44,'night',NULL,1796096046372,1796096046384,20786,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(45,'night',NULL,1796096046385,1796096046392,20787,18,18,31,8,4,0);
INSERT INTO reconciliation VALUES(46,'minute',NULL,1796096106596,1796096106604,20787,18,18,12,2,0,8);
INSERT INTO reconciliation VALUES(47,'minute',NULL,1796112300489,1796112300495,20787,18,18,12,4,2,0);
CREATE TABLE cost_version (
	id		INTEGER PRIMARY KEY,
	scope		TEXT NOT NULL,
	location	TEXT,
	meter		INTEGER,
	cost_per_kwh	INTEGER,
	currency	TEXT NOT NULL,
	effective_from	INTEGER NOT NULL,
	effective_until	INTEGER,
	notes		TEXT,
	created_by	TEXT NOT NULL,
	created_at	INTEGER NOT NULL,
	CHECK (scope IN ('global', 'location', 'meter')),
	CHECK ((scope = 'location') = (location IS NOT NULL)),
	CHECK ((scope = 'meter') = (meter IS NOT NULL))
) STRICT;
INSERT INTO cost_version VALUES(1,'global',NULL,NULL,80000,'USD',1790812800000,NULL,'contract','token:1',1792984908488);
INSERT INTO cost_version VALUES(2,'location','Lab 2',NULL,110000,'USD',1792454400000,NULL,NULL,'token:1',1792984939369);
INSERT INTO cost_version VALUES(3,'global',NULL,NULL,90000,'USD',1792022400000,NULL,'corrected','token:1',1793680980819);
CREATE TABLE cost_band (
	version		INTEGER NOT NULL REFERENCES cost_version,
	position	INTEGER NOT NULL,
	name		TEXT NOT NULL,
	weekdays	TEXT,
	begins		TEXT NOT NULL,
	ends		TEXT NOT NULL,
	cost_per_kwh	INTEGER NOT NULL,
	PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
INSERT INTO cost_band VALUES(2,0,'night','mon-fri','22:00','06:00',50000);
CREATE TABLE period (
	month		INTEGER PRIMARY KEY,
	closed_at	INTEGER NOT NULL,
	closed_by	TEXT NOT NULL,
	entry		INTEGER NOT NULL,
	statement	TEXT NOT NULL
) STRICT;
INSERT INTO period VALUES(24321,1793680951412,'token:1',107,'{"statement":{"site":"PowerHive demo","timezone":"UTC","period":"2026-10","from":"2026-10-01T00:00:00.000Z","to":"2026-11-01T00:00:00.000Z","made_at":"2026-11-03T04:42:30.716Z","state":"closed","currency":"USD","source":"message","total_uwh":33940809000,"total_cost":2.715265,"total_unpriced_uwh":0,"total_meters":4,"confidence":"low","meters":[{"meter":1,"device":"esp32-02","channel":"all_devices","source":"message","direction":"import","location":"Hall 1","energy_uwh":25720658000,"slots":25,"missing_slots":562,"measured_slots":25,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":4,"cost":2.057652,"unpriced_uwh":0},{"meter":2,"device":"esp32-01","channel":"all_devices","source":"message","direction":"import","location":"Hall 1","energy_uwh":3920151000,"slots":25,"missing_slots":562,"measured_slots":25,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":4,"cost":0.313613,"unpriced_uwh":0},{"meter":3,"device":"lab-1","channel":"all_devices","source":"message","direction":"import","location":"Lab 2","energy_uwh":2000000000,"slots":9,"missing_slots":562,"measured_slots":6,"server_time_slots":0,"estimated_slots":3,"manual_uwh":0,"corrections":1,"cost":0.16,"unpriced_uwh":0},{"meter":4,"device":"spare-1","channel":"total","source":"message","direction":"import","location":"Store","energy_uwh":0,"slots":0,"missing_slots":0,"measured_slots":0,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":null,"unpriced_uwh":0},{"meter":5,"device":"plant","channel":"generation","source":"plant","direction":"generation","location":null,"energy_uwh":977554167,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":null,"unpriced_uwh":0},{"meter":6,"device":"plant","channel":"containers","source":"plant","direction":"import","location":null,"energy_uwh":594564583,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.047565,"unpriced_uwh":0},{"meter":7,"device":"plant","channel":"generation/upper_turbine","source":"plant","direction":"generation","location":null,"energy_uwh":483912500,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":null,"unpriced_uwh":0},{"meter":8,"device":"plant","channel":"generation/lower_turbine","source":"plant","direction":"generation","location":null,"energy_uwh":493641667,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":null,"unpriced_uwh":0},{"meter":9,"device":"plant","channel":"containers/container_north","source":"plant","direction":"import","location":null,"energy_uwh":274368750,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.02195,"unpriced_uwh":0},{"meter":10,"device":"plant","channel":"containers/container_south","source":"plant","direction":"import","location":null,"energy_uwh":320195833,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.025616,"unpriced_uwh":0},{"meter":11,"device":"02:6d:d0:30:00:01","channel":"all_devices","source":"miner","direction":"import","location":"Container A","energy_uwh":164465573,"slots":3,"missing_slots":560,"measured_slots":3,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.013157,"unpriced_uwh":0},{"meter":12,"device":"02:1c:c3:30:00:02","channel":"all_devices","source":"miner","direction":"import","location":"Container A","energy_uwh":250984850,"slots":3,"missing_slots":560,"measured_slots":3,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.020079,"unpriced_uwh":0},{"meter":13,"device":"02:93:30:30:00:03","channel":"all_devices","source":"miner","direction":"import","location":null,"energy_uwh":169768492,"slots":3,"missing_slots":560,"measured_slots":3,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.013581,"unpriced_uwh":0},{"meter":14,"device":"02:a1:04:30:00:04","channel":"all_devices","source":"miner","direction":"import","location":null,"energy_uwh":147307788,"slots":3,"missing_slots":560,"measured_slots":3,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.011785,"unpriced_uwh":0},{"meter":15,"device":"02:ea:b3:30:00:05","channel":"all_devices","source":"miner","direction":"import","location":null,"energy_uwh":76064377,"slots":2,"missing_slots":561,"measured_slots":2,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.006085,"unpriced_uwh":0},{"meter":16,"device":"02:f2:0c:30:00:06","channel":"all_devices","source":"miner","direction":"import","location":null,"energy_uwh":74110264,"slots":1,"missing_slots":562,"measured_slots":1,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.005929,"unpriced_uwh":0},{"meter":17,"device":"02:f2:0c:30:00:99","channel":"all_devices","source":"miner","direction":"import","location":null,"energy_uwh":81206828,"slots":3,"missing_slots":560,"measured_slots":3,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.006497,"unpriced_uwh":0},{"meter":18,"device":"lab-2","channel":"all_devices","source":"message","direction":"import","location":"Lab 1","energy_uwh":2300000000,"slots":9,"missing_slots":81,"measured_slots":9,"server_time_slots":0,"estimated_slots":0,"manual_uwh":0,"corrections":0,"cost":0.184,"unpriced_uwh":0}],"later":[],"head_entry":107,"head_at":"2026-11-03T04:42:31.412Z","head_hash":"d1100cf9f2cc66ae2a3d74f5521166caa366cf4801944c2dfe9c3bd7dc0e0d44","head_signature":"549a76c54f6259ff4450ff7a5da9827b477162d3208591b3d9f8eecf36a4b57fd3884b73ff045f9307baa56d478a27a203e73aa9bb9fcfdd63d74a442ed4bc06"},"signature":"6a0a86db398b1153b10fd010ce035c52b2a90317290af42f4befbddbbe48766f8e11c9fd1d0ff0b4a3a97b922ce059cfdac1192563f1218d1e9dbd577ed1710d","public_key":"0ac2b14763925ba6a99de2fda0ab20d993fa2bbed8459468bf9ad97340b81f0f"}');
CREATE TABLE rating_run (
	id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL,
	state		TEXT NOT NULL,
	location	TEXT,
	meter		INTEGER,
	version		INTEGER,
	month		INTEGER,
	first_day	INTEGER NOT NULL,
	last_day	INTEGER NOT NULL,
	at_day		INTEGER NOT NULL,
	after_meter	INTEGER NOT NULL,
	total		INTEGER NOT NULL,
	done		INTEGER NOT NULL,
	changed		INTEGER NOT NULL,
	lines		INTEGER NOT NULL,
	difference	INTEGER NOT NULL,
	actor		TEXT NOT NULL,
	reason		TEXT,
	started_at	INTEGER NOT NULL,
	ended_at	INTEGER
) STRICT;
INSERT INTO rating_run VALUES(1,'version','done',NULL,NULL,1,NULL,20751,20752,20753,-1,6,6,4,0,2258777,'token:1','contract',1792984908488,1792984908490);
INSERT INTO rating_run VALUES(2,'recalculate','done',NULL,NULL,NULL,NULL,20751,20752,20753,-1,8,8,0,0,0,'token:1','try',1792984908563,1792984908569);
INSERT INTO rating_run VALUES(3,'version','done','Lab 2',NULL,2,NULL,20751,20752,20753,-1,2,2,0,0,0,'token:1',NULL,1792984939369,1792984939369);
INSERT INTO rating_run VALUES(4,'place','done',NULL,11,NULL,NULL,20752,20752,20753,-1,1,1,0,0,0,'ledger',NULL,1792988605464,1792988605465);
INSERT INTO rating_run VALUES(5,'place','done',NULL,12,NULL,NULL,20752,20752,20753,-1,1,1,0,0,0,'ledger',NULL,1792988605465,1792988605476);
INSERT INTO rating_run VALUES(6,'place','done',NULL,18,NULL,NULL,20757,20757,20758,-1,1,1,0,0,0,'ledger',NULL,1793504400824,1793504400832);
INSERT INTO rating_run VALUES(7,'close','done',NULL,NULL,NULL,24321,20751,20757,20758,-1,126,126,0,16,0,'token:1',NULL,1793680950713,1793680950713);
INSERT INTO rating_run VALUES(8,'version','done',NULL,NULL,3,NULL,20751,20758,20759,-1,144,144,22,32,362964,'token:1','corrected',1793680980819,1793680980819);
CREATE TABLE rating_line (
	id		INTEGER PRIMARY KEY,
	run		INTEGER,
	month		INTEGER NOT NULL,
	day		INTEGER NOT NULL,
	meter		INTEGER NOT NULL,
	location	TEXT NOT NULL,
	version		INTEGER NOT NULL,
	band		INTEGER NOT NULL,
	kind		TEXT NOT NULL,
	energy_uwh	INTEGER NOT NULL,
	cost		INTEGER NOT NULL,
	booked_at	INTEGER NOT NULL
) STRICT;
INSERT INTO rating_line VALUES(1,7,24321,20751,1,'Hall 1',1,-1,'base',11107855664,888628,1793680950713);
INSERT INTO rating_line VALUES(2,7,24321,20751,2,'Hall 1',1,-1,'base',1709668926,136774,1793680950713);
INSERT INTO rating_line VALUES(3,7,24321,20752,1,'Hall 1',1,-1,'base',14612802336,1169024,1793680950713);
INSERT INTO rating_line VALUES(4,7,24321,20752,2,'Hall 1',1,-1,'base',2210482074,176839,1793680950713);
INSERT INTO rating_line VALUES(5,7,24321,20752,3,'Lab 1',1,-1,'base',2000000000,160000,1793680950713);
INSERT INTO rating_line VALUES(6,7,24321,20752,6,'',1,-1,'base',594564583,47565,1793680950713);
INSERT INTO rating_line VALUES(7,7,24321,20752,9,'',1,-1,'base',274368750,21950,1793680950713);
INSERT INTO rating_line VALUES(8,7,24321,20752,10,'',1,-1,'base',320195833,25616,1793680950713);
INSERT INTO rating_line VALUES(9,7,24321,20752,11,'Container A',1,-1,'base',164465573,13157,1793680950713);
INSERT INTO rating_line VALUES(10,7,24321,20752,12,'Container A',1,-1,'base',250984850,20079,1793680950713);
INSERT INTO rating_line VALUES(11,7,24321,20752,13,'',1,-1,'base',169768492,13581,1793680950713);
INSERT INTO rating_line VALUES(12,7,24321,20752,14,'',1,-1,'base',147307788,11785,1793680950713);
INSERT INTO rating_line VALUES(13,7,24321,20752,15,'',1,-1,'base',76064377,6085,1793680950713);
INSERT INTO rating_line VALUES(14,7,24321,20752,16,'',1,-1,'base',74110264,5929,1793680950713);
INSERT INTO rating_line VALUES(15,7,24321,20752,17,'',1,-1,'base',81206828,6497,1793680950713);
INSERT INTO rating_line VALUES(16,7,24321,20757,18,'Lab 1',1,-1,'base',2300000000,184000,1793680950713);
INSERT INTO rating_line VALUES(17,8,24322,20751,1,'Hall 1',3,-1,'debit',11107855664,999707,1793680980819);
INSERT INTO rating_line VALUES(18,8,24322,20751,1,'Hall 1',1,-1,'credit',-11107855664,-888628,1793680980819);
INSERT INTO rating_line VALUES(19,8,24322,20751,2,'Hall 1',3,-1,'debit',1709668926,153870,1793680980819);
INSERT INTO rating_line VALUES(20,8,24322,20751,2,'Hall 1',1,-1,'credit',-1709668926,-136774,1793680980819);
INSERT INTO rating_line VALUES(21,8,24322,20752,1,'Hall 1',3,-1,'debit',14612802336,1315152,1793680980819);
INSERT INTO rating_line VALUES(22,8,24322,20752,1,'Hall 1',1,-1,'credit',-14612802336,-1169024,1793680980819);
INSERT INTO rating_line VALUES(23,8,24322,20752,2,'Hall 1',3,-1,'debit',2210482074,198943,1793680980819);
INSERT INTO rating_line VALUES(24,8,24322,20752,2,'Hall 1',1,-1,'credit',-2210482074,-176839,1793680980819);
INSERT INTO rating_line VALUES(25,8,24322,20752,3,'Lab 1',3,-1,'debit',2000000000,180000,1793680980819);
INSERT INTO rating_line VALUES(26,8,24322,20752,3,'Lab 1',1,-1,'credit',-2000000000,-160000,1793680980819);
INSERT INTO rating_line VALUES(27,8,24322,20752,6,'',3,-1,'debit',594564583,53511,1793680980819);
INSERT INTO rating_line VALUES(28,8,24322,20752,6,'',1,-1,'credit',-594564583,-47565,1793680980819);
INSERT INTO rating_line VALUES(29,8,24322,20752,9,'',3,-1,'debit',274368750,24693,1793680980819);
INSERT INTO rating_line VALUES(30,8,24322,20752,9,'',1,-1,'credit',-274368750,-21950,1793680980819);
INSERT INTO rating_line VALUES(31,8,24322,20752,10,'',3,-1,'debit',320195833,28818,1793680980819);
INSERT INTO rating_line VALUES(32,8,24322,20752,10,'',1,-1,'credit',-320195833,-25616,1793680980819);
INSERT INTO rating_line VALUES(33,8,24322,20752,11,'Container A',3,-1,'debit',164465573,14802,1793680980819);
INSERT INTO rating_line VALUES(34,8,24322,20752,11,'Container A',1,-1,'credit',-164465573,-13157,1793680980819);
INSERT INTO rating_line VALUES(35,8,24322,20752,12,'Container A',3,-1,'debit',250984850,22589,1793680980819);
INSERT INTO rating_line VALUES(36,8,24322,20752,12,'Container A',1,-1,'credit',-250984850,-20079,1793680980819);
INSERT INTO rating_line VALUES(37,8,24322,20752,13,'',3,-1,'debit',169768492,15279,1793680980819);
INSERT INTO rating_line VALUES(38,8,24322,20752,13,'',1,-1,'credit',-169768492,-13581,1793680980819);
INSERT INTO rating_line VALUES(39,8,24322,20752,14,'',3,-1,'debit',147307788,13258,1793680980819);
INSERT INTO rating_line VALUES(40,8,24322,20752,14,'',1,-1,'credit',-147307788,-11785,1793680980819);
INSERT INTO rating_line VALUES(41,8,24322,20752,15,'',3,-1,'debit',76064377,6846,1793680980819);
INSERT INTO rating_line VALUES(42,8,24322,20752,15,'',1,-1,'credit',-76064377,-6085,1793680980819);
INSERT INTO rating_line VALUES(43,8,24322,20752,16,'',3,-1,'debit',74110264,6670,1793680980819);
INSERT INTO rating_line VALUES(44,8,24322,20752,16,'',1,-1,'credit',-74110264,-5929,1793680980819);
INSERT INTO rating_line VALUES(45,8,24322,20752,17,'',3,-1,'debit',81206828,7309,1793680980819);
INSERT INTO rating_line VALUES(46,8,24322,20752,17,'',1,-1,'credit',-81206828,-6497,1793680980819);
INSERT INTO rating_line VALUES(47,8,24322,20757,18,'Lab 1',3,-1,'debit',2300000000,207000,1793680980819);
INSERT INTO rating_line VALUES(48,8,24322,20757,18,'Lab 1',1,-1,'credit',-2300000000,-184000,1793680980819);
INSERT INTO rating_line VALUES(49,NULL,24322,20756,18,'Lab 1',3,-1,'debit',500000000,45000,1793680981840);
INSERT INTO rating_line VALUES(50,NULL,24322,20752,3,'Lab 1',3,-1,'debit',40218279,3620,1793680981840);
INSERT INTO rating_line VALUES(51,NULL,24322,20752,3,'Lab 2',2,0,'debit',694749543,34737,1793680981840);
INSERT INTO rating_line VALUES(52,NULL,24322,20752,3,'Lab 2',2,-1,'debit',1760032178,193604,1793680981840);
INSERT INTO rating_line VALUES(53,NULL,24322,20752,1,'Hall 1',3,-1,'debit',173873000,15649,1793767452123);
INSERT INTO rating_line VALUES(54,NULL,24322,20752,2,'Hall 1',3,-1,'debit',26781000,2411,1793767467169);
INSERT INTO rating_line VALUES(55,NULL,24322,20752,1,'Hall 1',3,-1,'debit',167689000,15092,1795581972056);
INSERT INTO rating_line VALUES(56,NULL,24322,20752,2,'Hall 1',3,-1,'debit',26656000,2399,1795581987188);
INSERT INTO rating_line VALUES(57,NULL,24323,20752,1,'Hall 1',3,-1,'debit',164736000,14826,1796096136760);
INSERT INTO rating_line VALUES(58,NULL,24323,20752,2,'Hall 1',3,-1,'debit',26806000,2412,1796096151844);
INSERT INTO rating_line VALUES(59,NULL,24323,20752,1,'Hall 1',3,-1,'debit',157750000,14198,1796096256366);
INSERT INTO rating_line VALUES(60,NULL,24323,20752,2,'Hall 1',3,-1,'debit',26212000,2359,1796096272471);
INSERT INTO rating_line VALUES(61,NULL,24323,20757,18,'Lab 1',3,-1,'debit',500000000,45000,1796112300489);
CREATE TABLE energy_day (
	day		INTEGER NOT NULL,
	meter		INTEGER NOT NULL,
	location	TEXT NOT NULL,
	energy_uwh	INTEGER NOT NULL,
	cost		INTEGER,
	unpriced_uwh	INTEGER NOT NULL,
	slots		INTEGER NOT NULL,
	on_slots	INTEGER NOT NULL,
	guessed_slots	INTEGER NOT NULL,
	estimated_slots	INTEGER NOT NULL,
	corrected_slots	INTEGER NOT NULL,
	entry		INTEGER NOT NULL,
	rated_at	INTEGER NOT NULL,
	PRIMARY KEY (day, meter, location)
) STRICT, WITHOUT ROWID;
INSERT INTO energy_day VALUES(20751,1,'Hall 1',11107855664,999707,0,11,11,0,0,0,11,1793680980819);
INSERT INTO energy_day VALUES(20751,2,'Hall 1',1709668926,153870,0,11,11,0,0,0,35,1793680980819);
INSERT INTO energy_day VALUES(20752,1,'Hall 1',15276850336,1374917,0,15,15,0,0,2,271,1796096256366);
INSERT INTO energy_day VALUES(20752,2,'Hall 1',2316937074,208524,0,15,15,0,0,2,272,1796096272471);
INSERT INTO energy_day VALUES(20752,3,'Lab 1',2040218279,183620,0,9,9,0,3,2,197,1793680981840);
INSERT INTO energy_day VALUES(20752,3,'Lab 2',2454781721,228341,0,39,36,0,36,0,236,1793680981840);
INSERT INTO energy_day VALUES(20752,5,'',977554167,NULL,0,1,1,0,0,0,61,1792988605464);
INSERT INTO energy_day VALUES(20752,6,'',594564583,53511,0,1,1,0,0,0,62,1793680980819);
INSERT INTO energy_day VALUES(20752,7,'',483912500,NULL,0,1,1,0,0,0,63,1792988605464);
INSERT INTO energy_day VALUES(20752,8,'',493641667,NULL,0,1,1,0,0,0,64,1792988605464);
INSERT INTO energy_day VALUES(20752,9,'',274368750,24693,0,1,1,0,0,0,65,1793680980819);
INSERT INTO energy_day VALUES(20752,10,'',320195833,28818,0,1,1,0,0,0,66,1793680980819);
INSERT INTO energy_day VALUES(20752,11,'Container A',164465573,14802,0,3,3,0,0,0,92,1793680980819);
INSERT INTO energy_day VALUES(20752,12,'Container A',250984850,22589,0,3,3,0,0,0,93,1793680980819);
INSERT INTO energy_day VALUES(20752,13,'',169768492,15279,0,3,3,0,0,0,94,1793680980819);
INSERT INTO energy_day VALUES(20752,14,'',147307788,13258,0,3,3,0,0,0,95,1793680980819);
INSERT INTO energy_day VALUES(20752,15,'',76064377,6846,0,2,2,0,0,0,96,1793680980819);
INSERT INTO energy_day VALUES(20752,16,'',74110264,6670,0,1,1,0,0,0,72,1793680980819);
INSERT INTO energy_day VALUES(20752,17,'',81206828,7309,0,3,3,0,0,0,97,1793680980819);
INSERT INTO energy_day VALUES(20756,18,'Lab 1',500000000,45000,0,82,3,0,80,0,189,1793680981840);
INSERT INTO energy_day VALUES(20757,18,'Lab 1',2800000000,252000,0,17,11,0,7,1,274,1796112300489);
INSERT INTO energy_day VALUES(20758,11,'Container A',31582973,2842,0,1,1,0,0,0,100,1793680980819);
INSERT INTO energy_day VALUES(20758,12,'Container A',47371352,4263,0,1,1,0,0,0,101,1793680980819);
INSERT INTO energy_day VALUES(20758,13,'',46708601,4204,0,1,1,0,0,0,102,1793680980819);
INSERT INTO energy_day VALUES(20758,14,'',27826021,2504,0,1,1,0,0,0,103,1793680980819);
INSERT INTO energy_day VALUES(20758,15,'',25263048,2274,0,1,1,0,0,0,104,1793680980819);
INSERT INTO energy_day VALUES(20758,17,'',23973227,2158,0,1,1,0,0,0,105,1793680980819);
INSERT INTO energy_day VALUES(20758,18,'Lab 1',300500000,27045,0,1,1,0,0,0,275,1796112300489);
INSERT INTO energy_day VALUES(20760,11,'Container A',60553809,5450,0,1,1,0,0,0,237,1793767441066);
INSERT INTO energy_day VALUES(20760,12,'Container A',85713079,7714,0,1,1,0,0,0,238,1793767441066);
INSERT INTO energy_day VALUES(20760,13,'',85450162,7691,0,1,1,0,0,0,239,1793767441066);
INSERT INTO energy_day VALUES(20760,14,'',56111411,5050,0,1,1,0,0,0,240,1793767441066);
INSERT INTO energy_day VALUES(20760,15,'',45369790,4083,0,1,1,0,0,0,241,1793767441066);
INSERT INTO energy_day VALUES(20760,17,'',42991003,3869,0,1,1,0,0,0,242,1793767441066);
INSERT INTO energy_day VALUES(20761,11,'Container A',14333158,1290,0,1,1,0,0,0,247,1794545081244);
INSERT INTO energy_day VALUES(20761,12,'Container A',19073375,1717,0,1,1,0,0,0,248,1794545081244);
INSERT INTO energy_day VALUES(20761,13,'',18946255,1705,0,1,1,0,0,0,249,1794545081244);
INSERT INTO energy_day VALUES(20761,14,'',12747532,1147,0,1,1,0,0,0,250,1794545081244);
INSERT INTO energy_day VALUES(20761,17,'',9572108,861,0,1,1,0,0,0,251,1794545081244);
INSERT INTO energy_day VALUES(20770,11,'Container A',21335628,1920,0,2,2,0,0,0,257,1795581942736);
INSERT INTO energy_day VALUES(20770,12,'Container A',28446806,2560,0,2,2,0,0,0,258,1795581942736);
INSERT INTO energy_day VALUES(20770,13,'',27242013,2452,0,2,2,0,0,0,259,1795581942736);
INSERT INTO energy_day VALUES(20770,14,'',19161841,1725,0,2,2,0,0,0,260,1795581942736);
INSERT INTO energy_day VALUES(20770,17,'',14386993,1295,0,2,2,0,0,0,261,1795581942736);
INSERT INTO energy_day VALUES(20782,11,'Container A',21491093,1934,0,1,1,0,0,0,264,1796096046306);
INSERT INTO energy_day VALUES(20782,12,'Container A',28449128,2560,0,1,1,0,0,0,265,1796096046306);
INSERT INTO energy_day VALUES(20782,13,'',28622299,2576,0,1,1,0,0,0,266,1796096046306);
INSERT INTO energy_day VALUES(20782,14,'',19175224,1726,0,1,1,0,0,0,267,1796096046306);
INSERT INTO energy_day VALUES(20782,17,'',14335049,1290,0,1,1,0,0,0,268,1796096046306);
INSERT INTO energy_day VALUES(20788,11,'Container A',153217861,13790,0,3,2,0,0,0,286,1796119818534);
INSERT INTO energy_day VALUES(20788,12,'Container A',151988609,13679,0,3,2,0,0,0,287,1796119818534);
INSERT INTO energy_day VALUES(20788,13,'',182966889,16467,0,3,2,0,0,0,288,1796119818534);
INSERT INTO energy_day VALUES(20788,14,'',165917663,14933,0,3,3,0,0,0,289,1796119818534);
INSERT INTO energy_day VALUES(20788,17,'',93242416,8392,0,3,2,0,0,0,290,1796119818534);
CREATE TABLE rating_state (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	entry		INTEGER NOT NULL,
	zone		TEXT
) STRICT;
INSERT INTO rating_state VALUES(1,290,'UTC');
CREATE TABLE rating_due (
	meter		INTEGER PRIMARY KEY,
	from_at		INTEGER NOT NULL
) STRICT;
INSERT INTO rating_due VALUES(3,1796119831447);
CREATE TABLE worker (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	epoch		INTEGER NOT NULL,
	pid		INTEGER NOT NULL,
	started_at	INTEGER NOT NULL,
	seen_at		INTEGER NOT NULL,
	ended_at	INTEGER,
	version		TEXT NOT NULL,
	scan_addresses	INTEGER NOT NULL DEFAULT 0,
	scan_done	INTEGER NOT NULL DEFAULT 0,
	scan_left_s	INTEGER,
	size_bytes	INTEGER NOT NULL DEFAULT 0,
	growth_bytes_per_day INTEGER,
	broker		TEXT
) STRICT;
INSERT INTO worker VALUES(1,1,8137,1792984826941,1796119830993,NULL,'0.1.0',16,16,0,966656,13653,'connected');
CREATE TABLE round (
	name		TEXT PRIMARY KEY,
	interval_s	INTEGER NOT NULL,
	started_at	INTEGER,
	ok_at		INTEGER,
	asked		INTEGER NOT NULL DEFAULT 0,
	kept		INTEGER NOT NULL DEFAULT 0,
	lost		INTEGER NOT NULL DEFAULT 0,
	ms		INTEGER NOT NULL DEFAULT 0,
	rounds		INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO round VALUES('discovery',30,1796119828346,1796119828373,7,6,1,27,49);
INSERT INTO round VALUES('plant',15,1796119830428,1796119830430,1,1,0,3,93);
INSERT INTO round VALUES('status',15,1796119830428,1796119830466,5,5,0,38,93);
INSERT INTO round VALUES('telemetry',60,1796119830075,1796119830106,5,5,0,31,24);
CREATE TABLE counter (
	name		TEXT PRIMARY KEY,
	n		INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('alerts_failed_email',25);
INSERT INTO counter VALUES('alerts_failed_webhook',25);
INSERT INTO counter VALUES('alerts_given_up_email',6);
INSERT INTO counter VALUES('alerts_given_up_webhook',6);
INSERT INTO counter VALUES('chains_refused',1);
INSERT INTO counter VALUES('commands_failed',1);
INSERT INTO counter VALUES('meter_messages_rejected',3);
INSERT INTO counter VALUES('meter_steps_unexplained',1);
INSERT INTO counter VALUES('mqtt_broker_dropped',0);
INSERT INTO counter VALUES('mqtt_heartbeat',70);
INSERT INTO counter VALUES('mqtt_status',2);
INSERT INTO counter VALUES('mqtt_telemetry',166);
INSERT INTO counter VALUES('plant_polls_failed',1);
INSERT INTO counter VALUES('plant_readings_refused',81);
INSERT INTO counter VALUES('preset_conflicts',2);
INSERT INTO counter VALUES('strangers_met',12);
INSERT INTO counter VALUES('summaries_refused',4);
CREATE TABLE packing (
	one		INTEGER PRIMARY KEY CHECK (one = 1),
	hour_at		INTEGER NOT NULL,
	after_miner	INTEGER NOT NULL,
	counts		BLOB NOT NULL
) STRICT;
INSERT INTO packing VALUES(1,1796115600000,9223372036854775807,X'0128b52ffd20f1850000380101000a00090003100041c2167686');
CREATE TABLE stranger (
	ip		TEXT PRIMARY KEY,
	found_at	INTEGER NOT NULL,
	why		TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO stranger VALUES('127.1.0.7',1796119828352,'HTTP 404');
CREATE TABLE revision (
	name		TEXT PRIMARY KEY,
	n		INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO revision VALUES('miners',135);
INSERT INTO revision VALUES('models',41);
INSERT INTO revision VALUES('tokens',4);
CREATE TABLE size_day (
	day		INTEGER PRIMARY KEY,
	bytes		INTEGER NOT NULL
) STRICT;
INSERT INTO size_day VALUES(20752,819200);
INSERT INTO size_day VALUES(20758,843776);
INSERT INTO size_day VALUES(20760,843776);
INSERT INTO size_day VALUES(20761,851968);
INSERT INTO size_day VALUES(20770,884736);
INSERT INTO size_day VALUES(20782,884736);
INSERT INTO size_day VALUES(20788,966656);
CREATE TABLE alert (
	id		INTEGER PRIMARY KEY,
	rule		TEXT NOT NULL,
	key		TEXT NOT NULL,
	severity	TEXT NOT NULL CHECK
			    (severity IN ('info', 'warning', 'critical')),
	miner		INTEGER REFERENCES miner,
	text		TEXT NOT NULL,
	since_at	INTEGER NOT NULL,
	last_at		INTEGER NOT NULL,
	count		INTEGER NOT NULL,
	acknowledged_at	INTEGER,
	acknowledged_by	TEXT,
	ended_at	INTEGER,
	flood		INTEGER REFERENCES alert
) STRICT;
INSERT INTO alert VALUES(1,'emergency_stop','','critical',NULL,'The emergency stop (lowest, managed) is in force, by token:1.',1792984912071,1792984932084,1,NULL,NULL,1792984932084,NULL);
INSERT INTO alert VALUES(2,'ledger_ticket','','info',NULL,'The energy ledger has 1 open tickets for a person to look at.',1792984917072,1792984917072,1,NULL,NULL,NULL,NULL);
INSERT INTO alert VALUES(3,'ledger_gap','','warning',NULL,'1 meters say nothing, among them Lab board: their energy will be estimated or missing.',1792984917109,1792984977109,1,NULL,NULL,NULL,NULL);
INSERT INTO alert VALUES(4,'miner_lost','02:ea:b3:30:00:05','warning',5,'The miner does not answer; it was last at 127.1.0.5.',1792988582153,1792992417228,1,NULL,NULL,1792992417228,NULL);
INSERT INTO alert VALUES(5,'plant_stale','','critical',NULL,'The plant''s data are 180 s old: read 7215 s ago.',1792992327201,1792992357201,1,1793681040926,'token:1',NULL,NULL);
INSERT INTO alert VALUES(6,'emergency_stop','','critical',NULL,'The emergency stop (stop, all) is in force, by token:1.',1796112380845,1796112405863,1,NULL,NULL,1796112405863,NULL);
INSERT INTO alert VALUES(7,'miner_lost','02:a1:04:30:00:04','warning',4,'The miner does not answer; it was last at 127.1.0.4.',1796112330850,1796112500916,1,NULL,NULL,1796112500916,NULL);
CREATE TABLE message (
	id		INTEGER PRIMARY KEY,
	channel		TEXT NOT NULL,
	kind		TEXT NOT NULL,
	alert		INTEGER REFERENCES alert,
	text		TEXT,
	queued_at	INTEGER NOT NULL,
	next_at		INTEGER NOT NULL,
	tries		INTEGER NOT NULL
) STRICT;
INSERT INTO message VALUES(1,'webhook','began',6,NULL,1796112380845,1796117107459,1);
INSERT INTO message VALUES(2,'email','began',6,NULL,1796112380845,1796117107459,1);
INSERT INTO message VALUES(3,'webhook','began',7,NULL,1796112390850,1796117107459,1);
INSERT INTO message VALUES(4,'email','began',7,NULL,1796112390850,1796117107459,1);
INSERT INTO message VALUES(5,'webhook','ended',6,NULL,1796112405863,1796117107459,1);
INSERT INTO message VALUES(6,'email','ended',6,NULL,1796112405863,1796117107459,1);
INSERT INTO message VALUES(7,'webhook','report',NULL,replace('Report of 2026-11-30\n\nBalance: the balancer made no decision.\nChanges: 0 confirmed, 0 failed; 0 by people.\nPlant data: 0 readings, 0 of them refused.\nAlerts: 0 critical, 0 warnings, 0 others began.\nMiners now: 4 of 5 answer, 0.0 PH/s, 0 kW by their own word.\nOpen now:\n    warning: 02:a1:04:30:00:04: The miner does not answer; it was last at 127.1.0.4.\n    critical: The plant''s data are 180 s old: read 7215 s ago.\n    warning: 1 meters say nothing, among them Lab board: their energy will be estimated or missing.\n    info: The energy ledger has 1 open tickets for a person to look at.\n','\n',char(10)),1796112445886,1796112445886,0);
INSERT INTO message VALUES(8,'email','report',NULL,replace('Report of 2026-11-30\n\nBalance: the balancer made no decision.\nChanges: 0 confirmed, 0 failed; 0 by people.\nPlant data: 0 readings, 0 of them refused.\nAlerts: 0 critical, 0 warnings, 0 others began.\nMiners now: 4 of 5 answer, 0.0 PH/s, 0 kW by their own word.\nOpen now:\n    warning: 02:a1:04:30:00:04: The miner does not answer; it was last at 127.1.0.4.\n    critical: The plant''s data are 180 s old: read 7215 s ago.\n    warning: 1 meters say nothing, among them Lab board: their energy will be estimated or missing.\n    info: The energy ledger has 1 open tickets for a person to look at.\n','\n',char(10)),1796112445886,1796112445886,0);
INSERT INTO message VALUES(9,'webhook','ended',7,NULL,1796112500916,1796112510916,0);
INSERT INTO message VALUES(10,'email','ended',7,NULL,1796112500916,1796112510916,0);
CREATE TABLE report (
	day		INTEGER PRIMARY KEY,
	made_at		INTEGER NOT NULL,
	text		TEXT NOT NULL
) STRICT;
INSERT INTO report VALUES(20787,1796112445886,replace('Report of 2026-11-30\n\nBalance: the balancer made no decision.\nChanges: 0 confirmed, 0 failed; 0 by people.\nPlant data: 0 readings, 0 of them refused.\nAlerts: 0 critical, 0 warnings, 0 others began.\nMiners now: 4 of 5 answer, 0.0 PH/s, 0 kW by their own word.\nOpen now:\n    warning: 02:a1:04:30:00:04: The miner does not answer; it was last at 127.1.0.4.\n    critical: The plant''s data are 180 s old: read 7215 s ago.\n    warning: 1 meters say nothing, among them Lab board: their energy will be estimated or missing.\n    info: The energy ledger has 1 open tickets for a person to look at.\n','\n',char(10)));
CREATE INDEX miner_replaced ON miner (replaced_by)
    WHERE replaced_by IS NOT NULL;
CREATE INDEX event_at ON event (at);
CREATE INDEX event_miner ON event (miner, id);
CREATE INDEX audit_at ON audit (at);
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'events are only added'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'events are only added'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
CREATE INDEX plant_reading_at ON plant_reading (recorded_at);
CREATE INDEX decision_at ON decision (at);
CREATE INDEX command_decision ON command (decision);
CREATE INDEX command_miner ON command (miner, id);
CREATE INDEX command_at ON command (at);
CREATE INDEX command_open ON command (state) WHERE ended_at IS NULL;
CREATE INDEX command_emergency ON command (emergency, miner, id)
    WHERE emergency IS NOT NULL;
CREATE INDEX meter_parent ON meter (parent) WHERE parent IS NOT NULL;
CREATE INDEX meter_state_due ON meter_state (due_at);
CREATE INDEX meter_reading_at ON meter_reading (meter, at);
CREATE INDEX entry_slot ON entry (meter, slot_at);
CREATE INDEX slot_at ON slot (slot_at);
CREATE INDEX ticket_state ON ticket (state, id);
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
CREATE INDEX rating_run_state ON rating_run (state);
CREATE INDEX rating_line_day ON rating_line (day, meter);
CREATE INDEX rating_line_month ON rating_line (month, kind);
CREATE INDEX energy_day_meter ON energy_day (meter, day);
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
CREATE UNIQUE INDEX alert_open ON alert (rule, key) WHERE ended_at IS NULL;
CREATE INDEX alert_ended ON alert (ended_at);
CREATE INDEX alert_since ON alert (since_at);
CREATE INDEX message_next ON message (channel, next_at);
COMMIT;
