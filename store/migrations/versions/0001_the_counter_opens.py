"""The counter opens: all tables, and progress entries that can only be added."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


REFUSAL = "progress_entry is append-only"


def _make_append_only() -> None:
    """Refuse UPDATE and DELETE on progress entries, whoever tries."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER progress_entry_no_{event.lower()} "
                f"BEFORE {event} ON progress_entry "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION progress_entry_is_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER progress_entry_append_only BEFORE UPDATE OR DELETE ON progress_entry "
        "FOR EACH ROW EXECUTE FUNCTION progress_entry_is_append_only()"
    )


def upgrade() -> None:
    op.create_table('municipality',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('knowledge_version', sa.Integer(), nullable=False),
    sa.Column('audit_count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_municipality'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('via', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('previous_hash', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_audit_entry_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('municipality', 'number', name=op.f('uq_audit_entry_municipality_number'))
    )
    op.create_table('department',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('telephone', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('handles', sa.JSON(), nullable=False),
    sa.Column('is_general_desk', sa.Boolean(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_department_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_department')),
    sa.UniqueConstraint('municipality', 'name', name=op.f('uq_department_municipality_name'))
    )
    op.create_table('digest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_digest_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest')),
    sa.UniqueConstraint('municipality', 'kind', 'audience', 'period', name=op.f('uq_digest_municipality_kind_audience_period'))
    )
    op.create_table('inbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('event_key', sa.String(), nullable=False),
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'taken', 'done', 'dead', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_inbox_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox')),
    sa.UniqueConstraint('source', 'event_key', name=op.f('uq_inbox_source_event_key'))
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index('ix_inbox_conversation_id', ['conversation', 'id'], unique=False)
        batch_op.create_index('ix_inbox_state_not_before', ['state', 'not_before'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('service', sa.String(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'taken', 'sent', 'failed', 'expired', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_outbox_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_state_not_before', ['state', 'not_before'], unique=False)

    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_plan_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('municipality', 'title', name=op.f('uq_plan_municipality_title'))
    )
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_question_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index('ix_question_municipality_asked_at', ['municipality', 'asked_at'], unique=False)

    op.create_table('workspace',
    sa.Column('slack_team_id', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_workspace_municipality_municipality')),
    sa.PrimaryKeyConstraint('slack_team_id', name=op.f('pk_workspace'))
    )
    op.create_table('edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_edition_municipality_municipality')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_edition_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition')),
    sa.UniqueConstraint('plan_id', 'document', 'content_hash', name=op.f('uq_edition_plan_id_document_content_hash'))
    )
    op.create_table('faq',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('keywords', sa.JSON(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('offline_way', sa.String(), nullable=False),
    sa.Column('related_procedures', sa.JSON(), nullable=False),
    sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_faq_department_id_department')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_faq_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_faq')),
    sa.UniqueConstraint('municipality', 'question', name=op.f('uq_faq_municipality_question'))
    )
    op.create_table('initiative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('current_state', sa.String(), nullable=False),
    sa.Column('ideal_state', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('source_heading', sa.String(), nullable=False),
    sa.Column('source_edition', sa.String(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_initiative_municipality_municipality')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_initiative_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative')),
    sa.UniqueConstraint('plan_id', 'title', name=op.f('uq_initiative_plan_id_title'))
    )
    with op.batch_alter_table('initiative', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_municipality'), ['municipality'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('slack_team_id', sa.String(), nullable=False),
    sa.Column('slack_user_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('担当者', '課長', 'DX事務局', name='role', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_person_department_id_department')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_person_municipality_municipality')),
    sa.ForeignKeyConstraint(['slack_team_id'], ['workspace.slack_team_id'], name=op.f('fk_person_slack_team_id_workspace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('slack_team_id', 'slack_user_id', name=op.f('uq_person_slack_team_id_slack_user_id'))
    )
    op.create_table('procedure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('group_name', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('what_to_bring', sa.JSON(), nullable=False),
    sa.Column('fee', sa.String(), nullable=False),
    sa.Column('deadline', sa.String(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('online_service', sa.String(), nullable=False),
    sa.Column('online_url', sa.String(), nullable=False),
    sa.Column('offline_way', sa.String(), nullable=False),
    sa.Column('keywords', sa.JSON(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('life_events', sa.JSON(), nullable=False),
    sa.Column('related_initiative', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_procedure_department_id_department')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_procedure_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure')),
    sa.UniqueConstraint('municipality', 'title', name=op.f('uq_procedure_municipality_title'))
    )
    op.create_table('initiative_department',
    sa.Column('initiative_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_initiative_department_department_id_department')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_department_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_initiative_department_municipality_municipality')),
    sa.PrimaryKeyConstraint('initiative_id', 'position', name=op.f('pk_initiative_department'))
    )
    with op.batch_alter_table('initiative_department', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_department_department_id'), ['department_id'], unique=False)

    op.create_table('progress_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('mark', sa.Enum('reported', 'no_progress', 'new', 'withdrawn', name='mark', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('status', sa.Enum('未着手', '進行中', '完了', '遅延', '中止', name='status', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('origin', sa.String(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_progress_entry_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_progress_entry_municipality_municipality')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_progress_entry_person_id_person')),
    sa.ForeignKeyConstraint(['replaces_id'], ['progress_entry.id'], name=op.f('fk_progress_entry_replaces_id_progress_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_entry')),
    sa.UniqueConstraint('origin', name=op.f('uq_progress_entry_origin')),
    sa.UniqueConstraint('replaces_id', name=op.f('uq_progress_entry_replaces_id'))
    )
    with op.batch_alter_table('progress_entry', schema=None) as batch_op:
        batch_op.create_index('ix_progress_entry_initiative_created', ['initiative_id', 'created_at'], unique=False)
        batch_op.create_index('ix_progress_entry_municipality_created', ['municipality', 'created_at'], unique=False)

    op.create_table('schedule_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('first_year', sa.Integer(), nullable=False),
    sa.Column('last_year', sa.Integer(), nullable=False),
    sa.Column('blank_until', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_schedule_item_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_schedule_item_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_item')),
    sa.UniqueConstraint('initiative_id', 'position', name=op.f('uq_schedule_item_initiative_id_position'))
    )
    _make_append_only()


def downgrade() -> None:
    op.drop_table('schedule_item')
    with op.batch_alter_table('progress_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_progress_entry_municipality_created')
        batch_op.drop_index('ix_progress_entry_initiative_created')

    op.drop_table('progress_entry')
    with op.batch_alter_table('initiative_department', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_department_department_id'))

    op.drop_table('initiative_department')
    op.drop_table('procedure')
    op.drop_table('person')
    with op.batch_alter_table('initiative', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_municipality'))

    op.drop_table('initiative')
    op.drop_table('faq')
    op.drop_table('edition')
    op.drop_table('workspace')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_municipality_asked_at')

    op.drop_table('question')
    op.drop_table('plan')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_state_not_before')

    op.drop_table('outbox')
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_state_not_before')
        batch_op.drop_index('ix_inbox_conversation_id')

    op.drop_table('inbox')
    op.drop_table('digest')
    op.drop_table('department')
    op.drop_table('audit_entry')
    op.drop_table('municipality')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION progress_entry_is_append_only()")
