"""What plans hold: sections, themes, terms, meetings, indicators, maturity levels and lists."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def _belongs(table, *references):
    """Columns and keys that every table has: its own id, and whose row it is."""
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('municipality', sa.String(), nullable=False),
        *(sa.Column(f'{reference}_id', sa.Integer(), nullable=False) for reference in references),
        sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f(f'fk_{table}_municipality_municipality')),
        *(
            sa.ForeignKeyConstraint([f'{reference}_id'], [f'{reference}.id'], name=op.f(f'fk_{table}_{reference}_id_{reference}'))
            for reference in references
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )


def _create_part(table, *columns):
    """A table of parts of a plan: what all of them have, and its own columns."""
    op.create_table(
        table,
        *_belongs(table, 'plan'),
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('visibility', sa.Enum('公開', '内部', name='visibility', native_enum=False, create_constraint=True, length=16), nullable=False),
        sa.Column('source_document', sa.String(), nullable=False),
        sa.Column('source_heading', sa.String(), nullable=False),
        sa.Column('source_edition', sa.String(), nullable=False),
        sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
        *columns,
        sa.UniqueConstraint('plan_id', 'key', name=op.f(f'uq_{table}_plan_id_key')),
    )
    op.create_index(op.f(f'ix_{table}_municipality'), table, ['municipality'])


def _text(name):
    return sa.Column(name, sa.String(), nullable=False)


def _number(name):
    return sa.Column(name, sa.Integer(), nullable=True)


OBSERVATIONS = ('indicator_observation', 'maturity_observation')


def _make_append_only(tables):
    """Refuse UPDATE and DELETE on these tables, whoever tries."""
    if op.get_bind().dialect.name == 'sqlite':
        for table in tables:
            for event in ('UPDATE', 'DELETE'):
                op.execute(
                    f'CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} '
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        'CREATE FUNCTION table_is_append_only() RETURNS trigger AS $$ '
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
    )
    for table in tables:
        op.execute(
            f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} '
            'FOR EACH ROW EXECUTE FUNCTION table_is_append_only()'
        )


PARTS = ('edition', 'section', 'theme', 'term', 'meeting', 'indicator', 'maturity_level', 'plan_item')


def upgrade() -> None:
    op.create_table(
        'document_reading',
        *_belongs('document_reading', 'plan'),
        _text('edition'),
        sa.Column('is_titled', sa.Boolean(), nullable=False),
        _text('document'),
        _text('content_hash'),
        sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint('plan_id', 'document', 'content_hash', name=op.f('uq_document_reading_plan_id_document_content_hash')),
    )
    # What was called an edition was a reading of a document.
    op.execute(
        "INSERT INTO document_reading (municipality, plan_id, edition, is_titled, document, content_hash, imported_at) "
        "SELECT edition.municipality, plan_id, name, plan.title <> 'DX計画', document, content_hash, imported_at "
        "FROM edition JOIN plan ON plan.id = plan_id ORDER BY edition.id"
    )
    op.drop_table('edition')
    _create_part('edition', _text('title'), _text('issued_on'), _text('text'))
    _create_part('section', _text('title'), sa.Column('path', sa.JSON(), nullable=False), _text('text'))
    _create_part('theme', _text('title'), sa.Column('path', sa.JSON(), nullable=False), _text('text'))
    _create_part('term', _text('title'), _text('mark'), _text('text'))
    _create_part(
        'meeting',
        _text('title'),
        _text('purpose'),
        sa.Column('members', sa.JSON(), nullable=False),
        _text('cadence'),
        _number('times'),
        _number('every'),
        sa.Column('unit', sa.Enum('week', 'month', 'quarter', 'year', 'as_needed', name='unit', native_enum=False, create_constraint=True, length=16), nullable=True),
    )
    _create_part(
        'indicator',
        _text('title'),
        _text('unit'),
        sa.Column('baseline', sa.Double(), nullable=True),
        _number('baseline_year'),
        sa.Column('target', sa.Double(), nullable=True),
        _number('target_year'),
        _text('department'),
    )
    _create_part(
        'maturity_level',
        _text('category'),
        sa.Column('level', sa.Integer(), nullable=False),
        _text('text'),
        _number('target_year'),
    )
    _create_part(
        'plan_item',
        sa.Column('kind', sa.Enum('measure', 'step', 'priority', 'body', 'case', 'rule', 'system', 'article', 'figure', 'reference', 'evaluation', name='kind', native_enum=False, create_constraint=True, length=16), nullable=False),
        _text('title'),
        _text('group_name'),
        sa.Column('path', sa.JSON(), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
    )
    op.create_table(
        'indicator_observation',
        *_belongs('indicator_observation', 'indicator'),
        sa.Column('observed_on', sa.Date(), nullable=False),
        sa.Column('value', sa.Double(), nullable=False),
        _text('source'),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index('ix_indicator_observation_indicator_observed', 'indicator_observation', ['indicator_id', 'observed_on'])
    op.create_table(
        'maturity_observation',
        *_belongs('maturity_observation', 'plan'),
        _text('category'),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('observed_on', sa.Date(), nullable=False),
        _text('source'),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index('ix_maturity_observation_plan_category_observed', 'maturity_observation', ['plan_id', 'category', 'observed_on'])
    _make_append_only(OBSERVATIONS)
    with op.batch_alter_table('initiative') as batch:
        batch.add_column(sa.Column('theme', sa.JSON(), nullable=False, server_default='[]'))
        batch.add_column(sa.Column('direction', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('plan') as batch:
        batch.add_column(sa.Column('starts_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('ends_on', sa.Date(), nullable=True))
    with op.batch_alter_table('procedure') as batch:
        batch.add_column(sa.Column('listed_in', sa.String(), nullable=False, server_default=''))
        batch.add_column(sa.Column('listed_group', sa.String(), nullable=False, server_default=''))
        batch.alter_column('department_id', existing_type=sa.Integer(), nullable=True)
        batch.alter_column('verified_on', existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table('schedule_item') as batch:
        batch.add_column(_number('first_half'))
        batch.add_column(_number('last_half'))


def downgrade() -> None:
    """Back to the tables of 0001; what only this release can hold is dropped."""
    with op.batch_alter_table('schedule_item') as batch:
        batch.drop_column('last_half')
        batch.drop_column('first_half')
    op.execute('DELETE FROM procedure WHERE department_id IS NULL OR verified_on IS NULL')
    with op.batch_alter_table('procedure') as batch:
        batch.alter_column('verified_on', existing_type=sa.Date(), nullable=False)
        batch.alter_column('department_id', existing_type=sa.Integer(), nullable=False)
        batch.drop_column('listed_group')
        batch.drop_column('listed_in')
    for table in reversed(OBSERVATIONS):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION table_is_append_only()')
    for table in reversed(PARTS):
        op.drop_table(table)
    op.create_table(
        'edition',
        *_belongs('edition', 'plan'),
        _text('name'),
        _text('document'),
        _text('content_hash'),
        sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint('plan_id', 'document', 'content_hash', name=op.f('uq_edition_plan_id_document_content_hash')),
    )
    op.execute(
        'INSERT INTO edition (municipality, plan_id, name, document, content_hash, imported_at) '
        'SELECT municipality, plan_id, edition, document, content_hash, imported_at FROM document_reading ORDER BY id'
    )
    op.drop_table('document_reading')
    # SQLite drops a column in place; a table that others point to must not be made anew.
    op.drop_column('plan', 'ends_on')
    op.drop_column('plan', 'starts_on')
    op.drop_column('initiative', 'direction')
    op.drop_column('initiative', 'theme')
