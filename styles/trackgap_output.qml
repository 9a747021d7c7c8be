<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="gap">
      <rule key="gap-narrowing" symbol="0" label="Narrowing: nearer to the rest of the city" filter="&quot;gap_class&quot; = -1"/>
      <rule key="gap-unchanged" symbol="1" label="Unchanged: half of the gap could not have gone unnoticed" filter="&quot;gap_class&quot; = 0"/>
      <rule key="gap-widening" symbol="2" label="Widening: further from the rest of the city" filter="&quot;gap_class&quot; = 1"/>
      <rule key="gap-unknown" symbol="3" label="Cannot tell: see gap_doubt" filter="&quot;gap_class&quot; = 9"/>
      <rule key="gap-no-data" symbol="4" label="No data" filter="&quot;gap_class&quot; IS NULL"/>
    </rules>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="0,114,178,90"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="0,114,178,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="255,255,255,150"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="60,60,60,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="213,94,0,110"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="213,94,0,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="110,110,110,170"/>
            <Option name="style" type="QString" value="b_diagonal"/>
            <Option name="outline_color" type="QString" value="110,110,110,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.6"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="204,204,204,255"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="130,130,130,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="coalesce(nullif(&quot;name&quot;, ''), &quot;nbhd_id&quot;)" isExpression="1" fontFamily="Sans" fontSize="8" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" textColor="30,30,30,255" textOpacity="1">
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="1"/>
      </text-style>
      <placement placement="1" centroidInside="1" centroidWhole="1" quadOffset="4" xOffset="0" yOffset="0" priority="10" layerType="PolygonGeometry"/>
      <rendering drawLabels="1" displayAll="1" obstacle="0" upsidedownLabels="0" labelPerPart="0" fontMinPixelSize="3" fontMaxPixelSize="10000" scaleVisibility="0" limitNumLabels="0" mergeLines="0" minFeatureSize="0" maxNumLabels="2000" obstacleFactor="1" obstacleType="0" zIndex="0"/>
    </settings>
  </labeling>
</qgis>
