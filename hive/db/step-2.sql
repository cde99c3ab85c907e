-- From version 1 to 2: views for what queries repeated.  What they hold is
-- told in schema.sql.

CREATE VIEW miner_now AS
SELECT m.*,
	r.recorded_at AS recorded_at,
	r.state AS state,
	r.state_time_s AS state_time_s,
	r.preset AS preset,
	r.hashrate_ths AS hashrate_ths,
	r.power_w AS power_w,
	r.chip_max_c AS chip_max_c,
	r.board_max_c AS board_max_c,
	r.boards AS boards,
	p.pools AS pools
FROM miner m LEFT JOIN latest l ON l.miner = m.id
	LEFT JOIN reading r ON r.recorded_at = l.recorded_at
	    AND r.miner = l.miner
	LEFT JOIN pools p ON p.miner = m.id;

CREATE VIEW miner_succession (miner, id, until_at) AS
SELECT m.id, p.id,
	CASE WHEN p.id = m.id THEN 9223372036854775807 ELSE p.replaced_at END
FROM miner m JOIN miner p ON p.id IN (
	WITH RECURSIVE down (id) AS (
		SELECT m.id
		UNION
		SELECT d.id FROM down JOIN miner d ON d.replaced_by = down.id)
	SELECT id FROM down);

CREATE VIEW rating_run_meter (run, meter, direction) AS
SELECT r.id, m.id, m.direction
FROM rating_run r JOIN meter m ON (r.meter IS NULL OR m.id = r.meter)
	AND (r.location IS NULL OR EXISTS (SELECT 1 FROM meter_place p
	    WHERE p.meter = m.id AND p.location = r.location));
