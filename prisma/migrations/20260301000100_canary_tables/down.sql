-- Loses: rollouts, exemptions, the audit trail, console users, API keys, settings.
SET LOCAL lock_timeout = '500ms';
DROP TABLE nodes, audit_events, state_revision, settings, api_keys, console_users, scoped_feature_exemptions, scoped_feature_rollouts;
DROP TYPE console_role, exemption_effect, rollout_stage, rollout_scope;
